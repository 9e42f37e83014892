/** The messages on the wire, generated from the schemas. Not exported. */
@NullMarked
package dog.rebe.protocol.wire;

import org.jspecify.annotations.NullMarked;
