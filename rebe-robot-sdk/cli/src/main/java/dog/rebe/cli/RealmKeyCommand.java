package dog.rebe.cli;

import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.Shown;
import dog.rebe.cli.input.SigningKeyFile;
import dog.rebe.cli.screen.Tone;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a key for a person. */
@Command(
    name = "key",
    descriptionHeading = "%n",
    description = {
      "Make a private key for yourself, which only you can read, and the public key beside it,"
          + " which you give to the owner of a realm.",
      ""
    })
final class RealmKeyCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A new file, such as anna.key.")
  private Path file = Path.of("");

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Whose it is.")
  private String name = "";

  RealmKeyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SigningKey key;
    try {
      key = SigningKey.generate(name, new SecureRandom());
    } catch (IllegalArgumentException e) {
      throw new BadInput("--name: " + e.getMessage(), e);
    }
    SigningKeyFile.write(file, key);
    terminal.screen().line(Tone.GOOD, "The private key is in " + Shown.value(file.toString()));
    terminal
        .screen()
        .line("Give this to the owner: " + Shown.value(SigningKeyFile.publicFile(file).toString()));
    return ExitCode.OK.number();
  }
}
