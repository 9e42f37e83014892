package dog.rebe.cli.plugin;

import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.sandbox.packaging.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a key to sign plugins with. */
@Command(
    name = "key",
    description = {
      "Make a key to sign plugins with: the private one in FILE, the public one in FILE.pub."
    })
final class KeyCommand implements Callable<Integer> {

  private final Screen screen;

  @Parameters(index = "0", paramLabel = "FILE", description = "It must not be there yet.")
  private Path file = Path.of("");

  KeyCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    SigningKey key = SigningKey.generate(new SecureRandom());
    KeyFiles.write(file, key);
    screen.line(key.owner().toString());
    screen.remark(Tone.FAINT, "Signatures name it " + key.owner().id());
    return 0;
  }
}
