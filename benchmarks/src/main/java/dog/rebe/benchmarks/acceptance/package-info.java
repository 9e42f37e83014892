/** Programs that show whether a bar is met, on real OpenSSH nodes. */
@NullMarked
package dog.rebe.benchmarks.acceptance;

import org.jspecify.annotations.NullMarked;
