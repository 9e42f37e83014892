package dog.rebe.files;

import java.util.Objects;

/**
 * An entry of a directory.
 *
 * @param name its name, without the directory
 * @param attributes its own attributes; a symbolic link's, not its target's
 */
public record FileEntry(FilePath name, FileAttributes attributes) {

  public FileEntry {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(attributes, "attributes");
  }
}
