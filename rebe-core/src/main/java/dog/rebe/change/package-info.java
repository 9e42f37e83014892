/**
 * A change as data, and who allows it: digests, approvals and the {@link
 * dog.rebe.change.ApprovalGate}. Nothing here runs anything.
 */
@NullMarked
package dog.rebe.change;

import org.jspecify.annotations.NullMarked;
