package dog.rebe.chronicle;

import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that hold a checkpoint of ours. */
final class Checkpoints {

  private Checkpoints() {}

  /** Reads a checkpoint that this key signed, over the log that has the key's name. */
  static SignedNote read(Path file, VerifierKey key) throws IOException {
    SignedNote note;
    try {
      note = SignedNote.parse(Files.readAllBytes(file));
      if (!Checkpoint.of(note).origin().equals(key.name()) || !note.isSignedBy(key)) {
        throw new ChronicleException(
            "The checkpoint "
                + file
                + " is not signed by "
                + key
                + ": give the key that this chronicle was begun with");
      }
    } catch (IllegalArgumentException e) {
      throw new ChronicleException(
          "The checkpoint "
              + file
              + " is damaged ("
              + e.getMessage()
              + "): put a copy of it back that left this machine; its size must not be larger than"
              + " the chronicle",
          e);
    }
    return note;
  }
}
