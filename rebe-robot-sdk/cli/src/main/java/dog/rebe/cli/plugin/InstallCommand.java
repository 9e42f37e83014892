package dog.rebe.cli.plugin;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.sandbox.packaging.OwnerKey;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import dog.rebe.sandbox.packaging.PluginTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Installs a package that somebody trusted has signed. */
@Command(
    name = "install",
    description = {
      "Install a package into the local store, if somebody whom you trust has signed it.",
      "With --revocations and no package, only the list is taken in."
    },
    footer = {
      "",
      "Example:  rebe plugin install --trust keys.pub df.rebe",
      "Example:  rebe plugin install --trust keys.pub --revocations revoked"
    })
final class InstallCommand implements Callable<Integer> {

  private final Screen screen;

  @Parameters(index = "0", arity = "0..1", paramLabel = "PACKAGE", description = "The package.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--trust",
      required = true,
      description = "A file with public keys, one on each line.")
  private Path trust = Path.of("");

  @Option(
      names = "--revocations",
      description =
          "A signed list of what is no longer trusted. It is kept beside those of other keys: an"
              + " older one of the same key is refused afterwards.")
  private Optional<Path> revocations = Optional.empty();

  @Mixin private StoreOption store;

  InstallCommand(Screen screen, Path home) {
    this.screen = screen;
    this.store = new StoreOption(home);
  }

  @Override
  public Integer call() {
    if (file.isEmpty() && revocations.isEmpty()) {
      throw new BadInput("Nothing to install: name a package, or a list with --revocations");
    }
    Optional<PluginPackage> plugin = file.map(PluginFile::read);
    Set<OwnerKey> keys = KeyFiles.trusted(trust);
    try {
      PluginTrust trusted = trusted(keys);
      if (plugin.isPresent()) {
        install(plugin.get(), trusted);
      }
    } catch (PackageException e) {
      screen.remark(Tone.BAD, "rebe: not installed: " + e.getMessage() + ".");
      return 1;
    } catch (IOException e) {
      throw store.unusable(e);
    }
    return 0;
  }

  private PluginTrust trusted(Set<OwnerKey> keys) throws IOException, PackageException {
    if (revocations.isEmpty()) {
      return store.revocations().trust(keys);
    }
    PluginTrust trusted =
        store.revocations().replace(keys, LocalFile.bytes(revocations.get(), "--revocations"));
    trusted.revocations().bySigner().entrySet().stream()
        .map(entry -> RevokeCommand.words(entry.getValue()) + ", signed by " + entry.getKey())
        .sorted()
        .forEach(line -> screen.remark(Tone.GOOD, line));
    return trusted;
  }

  private void install(PluginPackage plugin, PluginTrust trusted)
      throws IOException, PackageException {
    OwnerKey by = trusted.vouching(plugin);
    store.open().install(plugin);
    screen.line(plugin.digest().hex());
    screen.remark(
        Tone.GOOD,
        "Installed " + plugin.manifest().name() + " " + plugin.manifest().version() + ", by " + by);
  }
}
