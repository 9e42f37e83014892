package dog.rebe.cli;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.RecordArguments;

/** The chronicle that was asked for. */
final class RecordFile {

  private final RecordArguments arguments;

  RecordFile(RecordArguments arguments) {
    this.arguments = arguments;
  }

  /** Opens it. */
  Chronicle open() {
    if (arguments.chronicle().isPresent()) {
      throw new BadInput("--chronicle cannot be used yet");
    }
    return Chronicle.none();
  }
}
