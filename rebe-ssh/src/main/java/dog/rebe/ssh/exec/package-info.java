/** One command on one channel, from start to its truthful end. Internal. */
@NullMarked
package dog.rebe.ssh.exec;

import org.jspecify.annotations.NullMarked;
