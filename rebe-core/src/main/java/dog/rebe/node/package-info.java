/** Nodes, their labels, and the inventories that list them. */
@NullMarked
package dog.rebe.node;

import org.jspecify.annotations.NullMarked;
