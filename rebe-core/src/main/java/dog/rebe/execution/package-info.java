/** How a command travels from a caller to a node, and its outcome back. */
@NullMarked
package dog.rebe.execution;

import org.jspecify.annotations.NullMarked;
