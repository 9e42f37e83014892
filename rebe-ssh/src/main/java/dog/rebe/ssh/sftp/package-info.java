/** Files over SFTP, version 3 (draft-ietf-secsh-filexfer-02). Internal. */
@NullMarked
package dog.rebe.ssh.sftp;

import org.jspecify.annotations.NullMarked;
