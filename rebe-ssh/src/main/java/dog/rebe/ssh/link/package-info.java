/** Connections, logins and channels: the only package that speaks to the SSH library. Internal. */
@NullMarked
package dog.rebe.ssh.link;

import org.jspecify.annotations.NullMarked;
