package dog.rebe.examples.guests;

import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A plugin that the build has made.
 *
 * @param language the folder of its source
 * @param name of its module and manifest
 */
record BuiltGuest(String language, String name) {

  /** The module with its manifest, packed as its author would. */
  PluginPackage pack() throws IOException, PackageException {
    return PluginPackage.pack(
        Files.readAllBytes(Path.of("target", language, name + ".wasm")),
        Files.readAllBytes(Path.of("..", language, name + ".json")),
        "MIT");
  }
}
