/** Runs over many nodes that an agent drives itself, and whose outcomes come folded. */
@NullMarked
package dog.rebe.protocol.fleet;

import org.jspecify.annotations.NullMarked;
