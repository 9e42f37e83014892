package dog.rebe.cli.plugin;

import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.sandbox.packaging.PluginPackage;
import dog.rebe.sandbox.packaging.SigningKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a package. */
@Command(name = "sign", description = "Sign a package; its file is written anew.")
final class SignCommand implements Callable<Integer> {

  private final Screen screen;

  @Parameters(index = "0", paramLabel = "PACKAGE", description = "The package.")
  private Path file = Path.of("");

  @Option(names = "--key", required = true, description = "The private key; FILE.pub is beside it.")
  private Path key = Path.of("");

  SignCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    SigningKey signer = KeyFiles.read(key);
    PluginPackage signed = PluginFile.read(file).sign(signer);
    PluginFile.replace(file, signed.write());
    screen.line(signed.digest().hex());
    screen.remark(Tone.GOOD, "Signed by " + signer.owner());
    return 0;
  }
}
