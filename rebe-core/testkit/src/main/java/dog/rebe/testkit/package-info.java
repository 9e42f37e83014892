/** A virtual clock, a scripted transport, and the conformance kit for transports. */
@NullMarked
package dog.rebe.testkit;

import org.jspecify.annotations.NullMarked;
