/**
 * A tree that lies over the files of a machine: what is read comes from there, what is written
 * stays in memory, and the difference between the two is what a command would have done.
 */
@NullMarked
package dog.rebe.sandbox.overlay;

import org.jspecify.annotations.NullMarked;
