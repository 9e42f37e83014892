package dog.rebe.cli.plugin;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that hold packages and modules. */
final class PluginFile {

  private PluginFile() {}

  static PluginPackage read(Path file) {
    byte[] bytes = LocalFile.bytes(file, "The package");
    if (bytes.length == 0) {
      throw new BadInput(file + " is empty: rebe plugin pack makes a package");
    }
    try {
      return PluginPackage.read(bytes);
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
    try {
      Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw thereAlready(file, e);
    } catch (IOException e) {
      throw notWritten(file, e);
    }
  }

  /** Puts a file in the place of one: whoever reads it finds the old or the new one whole. */
  static void replace(Path file, byte[] content) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    write(next, content);
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw notWritten(file, e);
    }
  }

  static BadInput thereAlready(Path file, FileAlreadyExistsException e) {
    return new BadInput(file + " is there already: name another file, or remove it", e);
  }

  private static BadInput notWritten(Path file, IOException e) {
    String why = e instanceof NoSuchFileException ? "its folder is not there" : e.getMessage();
    return new BadInput(file + " could not be written: " + why, e);
  }
}
