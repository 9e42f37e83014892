/** Channels from the pool, and what is written to them. Internal. */
@NullMarked
package dog.rebe.ssh.channel;

import org.jspecify.annotations.NullMarked;
