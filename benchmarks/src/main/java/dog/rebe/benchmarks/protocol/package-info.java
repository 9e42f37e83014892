/** The protocol: what a frame costs, and small calls beside gRPC. */
@NullMarked
package dog.rebe.benchmarks.protocol;

import org.jspecify.annotations.NullMarked;
