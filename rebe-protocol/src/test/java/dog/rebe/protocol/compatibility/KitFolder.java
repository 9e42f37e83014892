package dog.rebe.protocol.compatibility;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the compatibility kit lies. */
final class KitFolder {

  private KitFolder() {}

  /** Whether the kit is to be written from this version rather than held against it. */
  static boolean isRecording() {
    return Boolean.getBoolean("rebe.protocol.record");
  }

  /** The folder of this module. */
  static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("compatibility")) ? here : here.resolve("rebe-protocol");
  }

  static Path file(String name) {
    return module().resolve("compatibility").resolve(name);
  }
}
