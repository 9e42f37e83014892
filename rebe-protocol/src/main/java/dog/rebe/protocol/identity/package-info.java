/** Who a peer is: its own key, the keys that are enrolled, and what a carrier vouches for. */
@NullMarked
package dog.rebe.protocol.identity;

import org.jspecify.annotations.NullMarked;
