package dog.rebe.cli;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.chronicle.ProvableChronicle;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.RecordArguments;
import dog.rebe.cli.input.Shown;
import dog.rebe.cli.input.SigningKeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
    if (arguments.key().isPresent() && arguments.chronicle().isEmpty()) {
      throw new BadInput("--chronicle-key signs a chronicle: name its folder with --chronicle");
    }
    Optional<SigningKey> key =
        arguments.key().map(file -> SigningKeyFile.read(file, "--chronicle-key"));
    return arguments.chronicle().map(place -> open(place, key)).orElseGet(Chronicle::none);
  }

  private static Chronicle open(Path place, Optional<SigningKey> key) {
    if (key.isEmpty() && Files.isDirectory(place)) {
      throw new BadInput(
          "--chronicle "
              + Shown.value(place.toString())
              + " is a folder: name the key that signs the chronicle in it with --chronicle-key, or"
              + " a file");
    }
    try {
      return key.isPresent()
          ? ProvableChronicle.open(place, key.get())
          : JsonLinesChronicle.open(place);
    } catch (ChronicleException e) {
      throw new BadInput("--chronicle: " + e.getMessage(), e);
    }
  }
}
