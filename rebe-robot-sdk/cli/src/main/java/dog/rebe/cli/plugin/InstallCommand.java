package dog.rebe.cli.plugin;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.sandbox.packaging.OwnerKey;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import dog.rebe.sandbox.packaging.PluginStore;
import dog.rebe.sandbox.packaging.PluginTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Installs a package that somebody trusted has signed. */
@Command(
    name = "install",
    description =
        "Install a package into the local store, if somebody whom you trust has signed it.")
final class InstallCommand implements Callable<Integer> {

  private final Screen screen;
  private final Path home;

  @Parameters(index = "0", paramLabel = "PACKAGE", description = "The package.")
  private Path file = Path.of("");

  @Option(
      names = "--trust",
      required = true,
      description = "A file with public keys, one on each line.")
  private Path trust = Path.of("");

  @Option(names = "--revocations", description = "A signed list of what is no longer trusted.")
  private Optional<Path> revocations = Optional.empty();

  @Option(names = "--store", description = "The folder of the store; ~/.rebe/plugins unless said.")
  private Optional<Path> store = Optional.empty();

  InstallCommand(Screen screen, Path home) {
    this.screen = screen;
    this.home = home;
  }

  @Override
  public Integer call() {
    PluginPackage plugin = PluginFile.read(file);
    OwnerKey by;
    try {
      PluginTrust trusted = PluginTrust.of(KeyFiles.trusted(trust));
      if (revocations.isPresent()) {
        trusted = trusted.revoking(LocalFile.bytes(revocations.get(), "--revocations"));
      }
      by = trusted.vouching(plugin);
    } catch (PackageException e) {
      screen.remark(Tone.BAD, "rebe: not installed: " + e.getMessage() + ".");
      return 1;
    }
    Path folder = store.orElse(home.resolve(".rebe").resolve("plugins"));
    try {
      PluginStore.open(folder).install(plugin);
    } catch (IOException e) {
      throw new BadInput("The store " + folder + " could not be written: " + e.getMessage(), e);
    }
    screen.line(plugin.digest().hex());
    screen.remark(
        Tone.GOOD,
        "Installed " + plugin.manifest().name() + " " + plugin.manifest().version() + ", by " + by);
    return 0;
  }
}
