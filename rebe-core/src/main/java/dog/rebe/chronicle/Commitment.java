package dog.rebe.chronicle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Stands for a content that is not itself in the chronicle: SHA-256 over a versioned prefix, 32
 * random bytes (the salt) and the content. Without the salt nobody can tell what it stands for, not
 * even by trying every content that could be meant; with it nobody can claim another content.
 *
 * @param hex 64 lower-case hexadecimal digits, to be put into an entry
 */
public record Commitment(String hex) {

  /** How many bytes a salt has. */
  public static final int SALT_BYTES = 32;

  private static final byte[] PREFIX = "rebe-commitment/1\n".getBytes(StandardCharsets.US_ASCII);

  public Commitment {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "A commitment has 64 lower-case hexadecimal digits, not '" + hex + "'");
    }
  }

  /**
   * Commits to a content.
   *
   * @param salt 32 bytes from a secure random source, used for nothing else
   * @param content any bytes
   */
  public static Commitment of(byte[] salt, byte[] content) {
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException("A salt has " + SALT_BYTES + " bytes, not " + salt.length);
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(PREFIX);
      sha256.update(salt);
      return new Commitment(HexFormat.of().formatHex(sha256.digest(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Whether it stands for this content with this salt. */
  public boolean isOf(byte[] salt, byte[] content) {
    return salt.length == SALT_BYTES && of(salt, content).equals(this);
  }

  @Override
  public String toString() {
    return hex;
  }
}
