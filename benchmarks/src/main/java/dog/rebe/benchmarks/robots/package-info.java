/** A robot on real nodes, killed again and again. */
@NullMarked
package dog.rebe.benchmarks.robots;

import org.jspecify.annotations.NullMarked;
