/** Questions that may block for ever, asked so that nobody else waits for them. Internal. */
@NullMarked
package dog.rebe.ssh.lookup;

import org.jspecify.annotations.NullMarked;
