package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.Shown;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the entries of a chronicle are: in its file, or in a file of its folder. */
final class EntriesFile {

  private EntriesFile() {}

  /**
   * The file.
   *
   * @throws BadInput if there is none
   */
  static Path of(Path chronicle) {
    Path file = Files.isDirectory(chronicle) ? chronicle.resolve("entries.jsonl") : chronicle;
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          Shown.value(chronicle.toString())
              + " is no chronicle: name its file, or the folder of a provable one");
    }
    return file;
  }
}
