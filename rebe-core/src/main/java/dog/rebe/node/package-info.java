/** Machines: their identity, labels and endpoints, selectors over labels, and inventories. */
@NullMarked
package dog.rebe.node;

import org.jspecify.annotations.NullMarked;
