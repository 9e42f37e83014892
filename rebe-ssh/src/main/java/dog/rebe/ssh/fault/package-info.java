/** Why something over SSH could not be had. Internal. */
@NullMarked
package dog.rebe.ssh.fault;

import org.jspecify.annotations.NullMarked;
