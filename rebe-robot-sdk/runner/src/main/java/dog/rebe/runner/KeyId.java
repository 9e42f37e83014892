package dog.rebe.runner;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;

/**
 * The name of a public key: the SHA-256 of its encoding (SubjectPublicKeyInfo, RFC 5280).
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record KeyId(String hex) {

  public KeyId {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("A key's id has 64 lower-case hexadecimal digits");
    }
  }

  /** The id of this key. */
  public static KeyId of(PublicKey key) {
    try {
      return new KeyId(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
