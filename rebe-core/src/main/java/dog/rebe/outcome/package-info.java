/**
 * What became of a command: {@link dog.rebe.outcome.Outcome}, why it failed, what may have happened
 * on the node, the evidence, and an explanation for the owner of the machine.
 */
@NullMarked
package dog.rebe.outcome;

import org.jspecify.annotations.NullMarked;
