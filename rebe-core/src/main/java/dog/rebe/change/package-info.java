/** What a change is, as data: plans, steps, previews, digests and approvals. */
@NullMarked
package dog.rebe.change;

import org.jspecify.annotations.NullMarked;
