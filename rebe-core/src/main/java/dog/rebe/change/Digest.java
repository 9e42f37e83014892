package dog.rebe.change;

/**
 * A SHA-256 digest (FIPS 180-4) over a canonical form with a versioned prefix.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {

  public Digest {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "A digest has 64 lower-case hexadecimal digits, not '" + hex + "'");
    }
  }

  /**
   * The digest of a value.
   *
   * @param prefix names what the value is and the version of its form, such as {@code
   *     rebe:plan:v1}; a line of its own before the {@linkplain CanonicalJson canonical form}
   * @throws IllegalArgumentException if the value has no canonical form
   */
  public static Digest of(String prefix, Object value) {
    return CanonicalDigest.of(prefix, value);
  }

  /** The first 12 digits, for people to compare at a glance; never for decisions. */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return hex;
  }
}
