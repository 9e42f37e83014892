/** Which host keys are believed, plain and certified. Internal. */
@NullMarked
package dog.rebe.ssh.host;

import org.jspecify.annotations.NullMarked;
