package dog.rebe.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens the file of an inventory, or says why it cannot be read. */
final class InventoryFile {

  private InventoryFile() {}

  static InputStream open(Path file) {
    if (Files.isDirectory(file)) {
      throw InventoryException.of(file.toString(), "this is a directory", "Name a file in it");
    }
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  static InventoryException unreadable(String source, IOException e) {
    if (e instanceof NoSuchFileException) {
      return InventoryException.of(source, "there is no such file", "Check its name and folder");
    }
    if (e instanceof AccessDeniedException) {
      return InventoryException.of(source, "this user may not read it", "Change its permissions");
    }
    return InventoryException.of(
        source, "it cannot be read (" + e.getMessage() + ")", "Check the disk and the file");
  }
}
