package dog.rebe.cli.plugin;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a package of a module, a manifest and a licence. */
@Command(
    name = "pack",
    description = "Make a package of a WebAssembly module, its manifest and its licence.",
    footer = {
      "",
      "Example:  rebe plugin pack --manifest manifest.json --licence LICENSE -o df.rebe df.wasm"
    })
final class PackCommand implements Callable<Integer> {

  private final Screen screen;

  @Parameters(index = "0", paramLabel = "MODULE", description = "The WebAssembly module.")
  private Path module = Path.of("");

  @Option(names = "--manifest", required = true, description = "The manifest, as JSON.")
  private Path manifest = Path.of("");

  @Option(names = "--licence", required = true, description = "The text of the licence.")
  private Path licence = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      description = "The package; it must not be there yet.")
  private Path output = Path.of("");

  PackCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    try {
      PluginPackage plugin =
          PluginPackage.pack(
              LocalFile.bytes(module, "The module"),
              LocalFile.bytes(manifest, "--manifest"),
              new String(LocalFile.bytes(licence, "--licence"), StandardCharsets.UTF_8));
      PluginFile.write(output, plugin.write());
      screen.line(plugin.digest().hex());
      screen.remark(
          Tone.GOOD,
          "Packed "
              + plugin.manifest().name()
              + " "
              + plugin.manifest().version()
              + " into "
              + output
              + ", not signed yet");
      return 0;
    } catch (PackageException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }
}
