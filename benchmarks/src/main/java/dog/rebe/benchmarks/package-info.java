/** What the hot paths cost, measured with JMH. */
@NullMarked
package dog.rebe.benchmarks;

import org.jspecify.annotations.NullMarked;
