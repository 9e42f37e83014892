/** SSH clients of the JVM side by side in their hot state, on real nodes. */
@NullMarked
package dog.rebe.benchmarks.hot;

import org.jspecify.annotations.NullMarked;
