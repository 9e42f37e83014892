package dog.rebe.sandbox.tree;

import java.nio.charset.StandardCharsets;

/** The name of one entry of a directory: bytes, not empty, without {@code /} and NUL. Immutable. */
public final class Name implements Comparable<Name> {

  /** The bytes as ISO 8859-1, which has one character for each. */
  private final String latin1;

  private Name(String latin1) {
    this.latin1 = latin1;
  }

  /**
   * A name.
   *
   * @throws IllegalArgumentException if it is no name of an entry
   */
  public static Name of(byte[] bytes) {
    return ofLatin1(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** A name in UTF-8. */
  public static Name of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static Name ofLatin1(String latin1) {
    if (latin1.isEmpty()
        || latin1.equals(".")
        || latin1.equals("..")
        || latin1.indexOf('/') >= 0
        || latin1.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("'" + latin1 + "' is no name of an entry of a directory");
    }
    return new Name(latin1);
  }

  /** The bytes, copied. */
  public byte[] bytes() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** As UTF-8 text, with U+FFFD for what is none. */
  @Override
  public String toString() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(Name other) {
    return latin1.compareTo(other.latin1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name that && latin1.equals(that.latin1);
  }

  @Override
  public int hashCode() {
    return latin1.hashCode();
  }
}
