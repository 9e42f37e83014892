/** Whose host keys are believed, and the {@code known_hosts} files that say so. Internal. */
@NullMarked
package dog.rebe.ssh.trust;

import org.jspecify.annotations.NullMarked;
