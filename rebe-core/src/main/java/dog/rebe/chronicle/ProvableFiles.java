package dog.rebe.chronicle;

import java.nio.file.Path;

/** What lies where in the folder of a provable chronicle, beside its tiles. */
record ProvableFiles(Path folder) {

  /** The entries as they were forced: all the rest can be made from it. */
  Path entries() {
    return folder.resolve("entries.jsonl");
  }

  /** The last signed checkpoint. */
  Path checkpoint() {
    return folder.resolve("checkpoint");
  }

  /** Up to where the tiles go, so that opening need not read everything. */
  Path progress() {
    return folder.resolve("progress");
  }

  /** The checkpoints that witnesses took, with their signatures. */
  Path witnessed() {
    return folder.resolve("witnessed");
  }
}
