package dog.rebe.chronicle.witness;

import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.tree.TileFolder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Whether a chronicle goes on from a checkpoint that is known. */
final class Continuation {

  private Continuation() {}

  /**
   * Demands it.
   *
   * @throws RefusedByWitnessException if it does not
   */
  static void demand(Checkpoint known, Checkpoint shown, TileFolder tree, String where)
      throws IOException {
    if (shown.size() < known.size()) {
      throw new RefusedByWitnessException(
          "The chronicle "
              + shown.origin()
              + " was rolled back: "
              + where
              + " knows a checkpoint over "
              + known.size()
              + " entries, and this one covers "
              + shown.size());
    }
    boolean goesOn;
    try {
      goesOn =
          known.size() == 0 || tree.consistency(known.size()).proves(known.root(), shown.root());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (!goesOn) {
      throw new RefusedByWitnessException(
          "The chronicle "
              + shown.origin()
              + " was rewritten: its first "
              + known.size()
              + " entries are not those of the checkpoint that "
              + where
              + " knows");
    }
  }
}
