/** Ways to carry a session: pairs of byte streams, who makes them, and what each vouches for. */
@NullMarked
package dog.rebe.protocol.carrier;

import org.jspecify.annotations.NullMarked;
