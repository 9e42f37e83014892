/** The agent, and the transport that reaches nodes through it. */
@NullMarked
package dog.rebe.protocol;

import org.jspecify.annotations.NullMarked;
