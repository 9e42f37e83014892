/**
 * Trouble on the wire: a proxy that cuts, stalls, delays and resets at a chosen byte, and
 * hand-written peers that are no proper SSH servers.
 */
@NullMarked
package dog.rebe.ssh.testkit.wire;

import org.jspecify.annotations.NullMarked;
