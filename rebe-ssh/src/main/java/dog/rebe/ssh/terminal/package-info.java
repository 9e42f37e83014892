/** A terminal for a person. Internal. */
@NullMarked
package dog.rebe.ssh.terminal;

import org.jspecify.annotations.NullMarked;
