/**
 * Places off the machine that keep checkpoints of a chronicle, so that nobody can put it back to an
 * older state unseen: {@link dog.rebe.chronicle.witness.Witness}.
 */
@NullMarked
package dog.rebe.chronicle.witness;

import org.jspecify.annotations.NullMarked;
