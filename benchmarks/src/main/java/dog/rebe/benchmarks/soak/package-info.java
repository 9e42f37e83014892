/** An hour of mixed work and faults, after which nothing may have grown. */
@NullMarked
package dog.rebe.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
