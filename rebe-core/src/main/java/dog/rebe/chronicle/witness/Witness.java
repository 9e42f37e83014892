package dog.rebe.chronicle.witness;

import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.tree.TileFolder;
import java.io.IOException;

/**
 * A place off the machine that keeps checkpoints. It takes a checkpoint only if the chronicle goes
 * on from the last one that it took: a chronicle that was rolled back or rewritten is refused
 * there.
 *
 * <p>What nobody keeps elsewhere nobody can miss: how good a witness is depends on who can write to
 * it. A folder on the same machine proves nothing against whoever owns that machine.
 *
 * <p>Anybody may implement it. Implementations are thread-safe, and may block.
 */
public interface Witness {

  /**
   * Shows the witness a checkpoint.
   *
   * @param checkpoint of a chronicle, signed by its key
   * @param tree the tree of that checkpoint, for proofs
   * @return the checkpoint, with whatever cosignatures the witness put below it
   * @throws RefusedByWitnessException if the chronicle does not go on from what the witness knows
   * @throws IOException if the witness cannot be reached or does not answer as it should; whether
   *     it took the checkpoint is unknown then, and showing it again is safe
   */
  SignedNote show(SignedNote checkpoint, TileFolder tree) throws IOException;
}
