/** What we log in with: key files, certificates, agents, passwords. Internal. */
@NullMarked
package dog.rebe.ssh.key;

import org.jspecify.annotations.NullMarked;
