package dog.rebe.cli.plugin;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that hold packages and modules. */
final class PluginFile {

  private PluginFile() {}

  static PluginPackage read(Path file) {
    try {
      return PluginPackage.read(LocalFile.bytes(file, "The package"));
    } catch (PackageException e) {
      throw new BadInput(file + ": " + e.getMessage(), e);
    }
  }

  /** The module of a package, or the file itself where it is a bare module. */
  static byte[] module(Path file) {
    byte[] bytes = LocalFile.bytes(file, "The plugin");
    boolean bare = bytes.length > 3 && bytes[0] == 0 && bytes[1] == 'a' && bytes[2] == 's';
    return bare ? bytes : read(file).module();
  }

  /** Writes a file that is not there yet. */
  static void write(Path file, byte[] content) {
    write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Writes over a file. */
  static void replace(Path file, byte[] content) {
    write(
        file,
        content,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void write(Path file, byte[] content, StandardOpenOption... how) {
    try {
      Files.write(file, content, how);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw new BadInput(file + " is there already: name another file, or remove it", e);
    } catch (IOException e) {
      throw new BadInput(file + " could not be written: " + e.getMessage(), e);
    }
  }
}
