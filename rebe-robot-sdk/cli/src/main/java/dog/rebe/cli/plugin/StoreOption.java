package dog.rebe.cli.plugin;

import dog.rebe.change.Digest;
import dog.rebe.cli.input.BadInput;
import dog.rebe.sandbox.packaging.KeptRevocations;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import dog.rebe.sandbox.packaging.PluginStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where plugins are installed. */
final class StoreOption {

  static final String DIGEST = "[0-9a-f]{64}";

  private final Path home;

  @Option(names = "--store", description = "The folder of the store; ~/.rebe/plugins unless said.")
  private Optional<Path> store = Optional.empty();

  StoreOption(Path home) {
    this.home = home;
  }

  /** That of another option. */
  StoreOption(Path home, @Nullable Path folder) {
    this.home = home;
    this.store = Optional.ofNullable(folder);
  }

  private Path folder() {
    return store.orElse(home.resolve(".rebe").resolve("plugins"));
  }

  PluginStore open() throws IOException {
    return PluginStore.open(folder());
  }

  KeptRevocations revocations() throws IOException {
    return KeptRevocations.open(folder());
  }

  BadInput unusable(IOException e) {
    return new BadInput("The store " + folder() + " cannot be used: " + e.getMessage(), e);
  }

  /** The package that was installed under a name, or has a digest. */
  PluginPackage installed(String name) throws PackageException {
    try {
      PluginStore open = open();
      Optional<Digest> digest =
          name.matches(DIGEST) ? Optional.of(new Digest(name)) : open.named(name);
      return open.read(digest.orElseThrow(() -> missing(name)));
    } catch (NoSuchFileException e) {
      throw missing(name);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private BadInput missing(String name) {
    return new BadInput(
        "No plugin "
            + name
            + " is in the store "
            + folder()
            + ": install one, or leave out --trust to run a file");
  }
}
