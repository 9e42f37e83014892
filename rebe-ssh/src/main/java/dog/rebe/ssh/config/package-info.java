/**
 * OpenSSH's {@code ssh_config}: what it says of a host, and the hosts that it names as an
 * inventory. A directive that would change who is reached, as whom, how, or who is believed, and
 * that is not supported, is an error and never passed over.
 */
@NullMarked
package dog.rebe.ssh.config;

import org.jspecify.annotations.NullMarked;
