/** Robots worth having: to read, to copy and to run. */
@NullMarked
package dog.rebe.examples.robots;

import org.jspecify.annotations.NullMarked;
