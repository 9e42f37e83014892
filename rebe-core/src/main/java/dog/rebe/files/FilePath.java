package dog.rebe.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A path on a node: bytes without NUL, separated by {@code /}. Not normalised. Immutable. */
public final class FilePath implements Comparable<FilePath> {

  private final byte[] bytes;

  private FilePath(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("A path is not empty");
    }
    for (byte b : bytes) {
      if (b == 0) {
        throw new IllegalArgumentException("A path holds no NUL");
      }
    }
    this.bytes = bytes;
  }

  /** A path as UTF-8 text. */
  public static FilePath of(String text) {
    return new FilePath(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A path as bytes, copied. */
  public static FilePath of(byte[] bytes) {
    return new FilePath(bytes.clone());
  }

  /** The bytes, copied. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether it begins at the root. */
  public boolean isAbsolute() {
    return bytes[0] == '/';
  }

  /** The path of an entry in this directory. */
  public FilePath resolve(FilePath entry) {
    if (entry.isAbsolute()) {
      return entry;
    }
    boolean slash = bytes[bytes.length - 1] == '/';
    byte[] joined = Arrays.copyOf(bytes, bytes.length + (slash ? 0 : 1) + entry.bytes.length);
    if (!slash) {
      joined[bytes.length] = '/';
    }
    System.arraycopy(
        entry.bytes, 0, joined, joined.length - entry.bytes.length, entry.bytes.length);
    return new FilePath(joined);
  }

  /** The path as UTF-8 text, with U+FFFD for bytes that are none; for people. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(FilePath other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FilePath that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
