/**
 * A change as data, and who allows it: {@linkplain dog.rebe.change.Plan plans}, {@linkplain
 * dog.rebe.change.Preview previews}, {@linkplain dog.rebe.change.Digest digests}, {@linkplain
 * dog.rebe.change.Approval approvals} and the {@link dog.rebe.change.ApprovalGate}. Nothing here
 * runs anything.
 */
@NullMarked
package dog.rebe.change;

import org.jspecify.annotations.NullMarked;
