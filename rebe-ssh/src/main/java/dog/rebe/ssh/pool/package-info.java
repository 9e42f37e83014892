/** Sessions that are kept and lent. Knows no SSH. Internal. */
@NullMarked
package dog.rebe.ssh.pool;

import org.jspecify.annotations.NullMarked;
