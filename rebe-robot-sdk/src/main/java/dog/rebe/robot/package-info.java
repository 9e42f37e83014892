/** Reserved for what an author of a robot implements. It holds nothing yet. */
@NullMarked
package dog.rebe.robot;

import org.jspecify.annotations.NullMarked;
