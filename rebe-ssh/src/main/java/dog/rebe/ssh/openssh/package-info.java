/**
 * What OpenSSH's files have in common: their patterns, and which files deserve belief. Internal.
 */
@NullMarked
package dog.rebe.ssh.openssh;

import org.jspecify.annotations.NullMarked;
