package dog.rebe.files;

/**
 * The permission bits of a file, with set-user-id, set-group-id and sticky (POSIX, chmod). Written
 * and printed in octal, so that no decimal number is taken for one. Immutable.
 */
public final class FileMode {

  private static final int ALL = 07777;
  private static final int STICKY = 01000;
  private static final int READ_WRITE = 06;

  private final int bits;

  private FileMode(int bits) {
    this.bits = bits;
  }

  /**
   * A mode as people write it.
   *
   * @param octal three or four octal digits, for instance {@code 0644} or {@code 755}
   */
  public static FileMode of(String octal) {
    if (!octal.matches("[0-7]{3,4}")) {
      throw new IllegalArgumentException(
          "'" + octal + "' is no mode: write three or four octal digits, as in 0644 or 755");
    }
    return new FileMode(Integer.parseInt(octal, 8));
  }

  /**
   * A mode as a file system tells it.
   *
   * @param bits octal 0 to 7777
   */
  public static FileMode ofBits(int bits) {
    if (bits < 0 || bits > ALL) {
      throw new IllegalArgumentException(
          "The bits " + bits + " are no mode: they are 0 to " + ALL + ", in octal 7777");
    }
    return new FileMode(bits);
  }

  /** The bits, 0 to 4095 (octal 7777). */
  public int bits() {
    return bits;
  }

  /** Refuses what nobody wants of a file: most of it comes of a number that was not octal. */
  FileMode requirePlausible() {
    int owner = bits >> 6;
    int group = bits >> 3;
    boolean othersMore = ((group | bits) & ~owner & READ_WRITE) != 0;
    if ((bits & STICKY) != 0 || othersMore) {
      throw new IllegalArgumentException(
          "The mode "
              + this
              + (othersMore
                  ? " lets others read or write what the owner may not"
                  : " has the sticky bit, which means nothing for a file")
              + ": was 0644 meant?");
    }
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileMode that && bits == that.bits;
  }

  @Override
  public int hashCode() {
    return bits;
  }

  /** Four octal digits, for instance {@code 0644}. */
  @Override
  public String toString() {
    return String.format("%04o", bits);
  }
}
