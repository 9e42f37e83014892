/** Reserved for sessions with an agent or another process. It holds nothing yet. */
@NullMarked
package dog.rebe.protocol;

import org.jspecify.annotations.NullMarked;
