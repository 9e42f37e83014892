/**
 * Files as a guest sees them: trees of our own, in which every path and every link is resolved by
 * us, name by name, and never leads out. A tree is used by one guest at a time.
 */
@NullMarked
package dog.rebe.sandbox.tree;

import org.jspecify.annotations.NullMarked;
