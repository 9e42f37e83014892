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
          "Record every command and its outcome at the end of this file. It is made if there is"
              + " none; a command with an impact is sent only after its record is on the disk.")
  private @Nullable Path chronicle;

  @Option(
      names = "--chronicle-key",
      paramLabel = "FILE",
      description =
          "A private key, as 'rebe realm key' makes one: --chronicle is a folder then, with a"
              + " record that others can check by the public key ('rebe verify').")
  private @Nullable Path key;

  /** The key that signs it; without one it is a plain file. */
  public Optional<Path> key() {
    return Optional.ofNullable(key);
  }

  /** The file. */
  public Optional<Path> chronicle() {
    return Optional.ofNullable(chronicle);
  }
}
