package dog.rebe.cli.input;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of this machine that an option wants written. */
public final class NewFile {

  private NewFile() {}

  /**
   * Refuses what cannot be written, before anything is begun.
   *
   * @param option how a message calls it
   */
  public static void check(Path file, String option) {
    String named = option + " " + Shown.value(file.toString());
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new BadInput(named + " is a directory: name a file in it");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new BadInput(named + ": there is no such folder to write it in. Make the folder first");
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new BadInput(named + " may not be written by you: name another place");
    }
  }
}
