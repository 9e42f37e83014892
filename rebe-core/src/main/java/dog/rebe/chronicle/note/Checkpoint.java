package dog.rebe.chronicle.note;

import dog.rebe.chronicle.tree.TreeHash;
import java.util.Objects;

/**
 * What a log says of itself at one moment: its name, how many entries it has, and the root of the
 * tree over them (C2SP tlog-checkpoint). Extension lines are neither written nor read.
 *
 * @param origin the name of the log, which is that of its key
 * @param size how many entries
 * @param root the hash over them
 */
public record Checkpoint(String origin, long size, TreeHash root) {

  public Checkpoint {
    KeyNames.check(origin);
    Objects.requireNonNull(root, "root");
    if (size < 0) {
      throw new IllegalArgumentException("A log cannot have " + size + " entries");
    }
  }

  /**
   * Reads what a checkpoint says. Who says so, the signatures of its note tell.
   *
   * @throws IllegalArgumentException if the note is no checkpoint; the message says why
   */
  public static Checkpoint of(SignedNote note) {
    String[] lines = note.text().split("\n", -1);
    if (lines.length != 4) {
      throw new IllegalArgumentException(
          "A checkpoint has three lines: the log's name, its size and its root");
    }
    if (!lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("'" + lines[1] + "' is no size of a log");
    }
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), TreeHash.ofBase64(lines[2]));
  }

  /** Its three lines, to be signed. */
  public String text() {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }
}
