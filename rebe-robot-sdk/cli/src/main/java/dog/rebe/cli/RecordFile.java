package dog.rebe.cli;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.RecordArguments;
import java.nio.file.Path;

/** The chronicle that was asked for. */
final class RecordFile {

  private final RecordArguments arguments;

  RecordFile(RecordArguments arguments) {
    this.arguments = arguments;
  }

  /**
   * Opens it, or one that keeps nothing if none was asked for.
   *
   * @throws BadInput if it cannot be written
   */
  Chronicle open() {
    return arguments.chronicle().map(RecordFile::open).orElseGet(Chronicle::none);
  }

  private static Chronicle open(Path file) {
    try {
      return JsonLinesChronicle.open(file);
    } catch (ChronicleException e) {
      throw new BadInput("--chronicle: " + e.getMessage(), e);
    }
  }
}
