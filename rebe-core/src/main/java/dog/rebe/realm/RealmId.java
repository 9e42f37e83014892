package dog.rebe.realm;

import dog.rebe.chronicle.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What identifies a realm: a digest of its owner's public key, and of nothing else. Two owners
 * never have the same, whatever they call themselves; what is bound to it counts in no other realm.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record RealmId(String value) {

  private static final byte[] PREFIX = "rebe-realm/1\n".getBytes(StandardCharsets.US_ASCII);

  public RealmId {
    if (!value.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "The id of a realm has 64 lower-case hexadecimal digits, not '" + value + "'");
    }
  }

  /** The id of the realm that has this owner. */
  public static RealmId of(VerifierKey owner) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(PREFIX);
      return new RealmId(HexFormat.of().formatHex(sha256.digest(owner.publicBytes())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
