package dog.rebe.files;

import java.util.Objects;

/**
 * Bytes of a regular file.
 *
 * @param path the file
 * @param offset the first byte, from 0
 * @param length how many at most, from 1
 */
public record FilePart(FilePath path, long offset, int length) {

  public FilePart {
    Objects.requireNonNull(path, "path");
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException(
          length + " bytes from " + offset + ": use an offset from 0 and a length from 1");
    }
  }
}
