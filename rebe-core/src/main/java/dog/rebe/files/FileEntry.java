package dog.rebe.files;

import java.util.Objects;

/**
 * An entry of a directory.
 *
 * @param name its name, without the directory: it has no slash
 * @param attributes its own attributes; a symbolic link's, not its target's
 */
public record FileEntry(FilePath name, FileAttributes attributes) {

  public FileEntry {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(attributes, "attributes");
    for (byte b : name.bytes()) {
      if (b == '/') {
        throw new IllegalArgumentException(
            "'" + name + "' is no name of an entry: a slash would lead out of its folder");
      }
    }
  }
}
