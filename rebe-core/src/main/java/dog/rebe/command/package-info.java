/** What to run on a node, how much it may take, and what it may change. */
@NullMarked
package dog.rebe.command;

import org.jspecify.annotations.NullMarked;
