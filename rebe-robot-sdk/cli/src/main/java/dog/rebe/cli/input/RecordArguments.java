package dog.rebe.cli.input;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to record what was intended and what became of it. */
public final class RecordArguments {

  @Option(
      names = "--chronicle",
      paramLabel = "FILE",
      description =
          "Record every command and its outcome at the end of this file. It is made if there is none;"
              + " a command with an impact is sent only after its record is on the disk.")
  private @Nullable Path chronicle;

  /** The file. */
  public Optional<Path> chronicle() {
    return Optional.ofNullable(chronicle);
  }
}
