/** Frames, the opening, and both halves of a session. Not exported. */
@NullMarked
package dog.rebe.protocol.session;

import org.jspecify.annotations.NullMarked;
