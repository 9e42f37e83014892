/** How two peers agree on a version and on features: values, and one pure rule. */
@NullMarked
package dog.rebe.protocol.negotiation;

import org.jspecify.annotations.NullMarked;
