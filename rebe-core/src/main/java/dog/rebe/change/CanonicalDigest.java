package dog.rebe.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over a line that names what follows and its version, and then a canonical form. */
final class CanonicalDigest {

  private final MessageDigest sha256;

  CanonicalDigest(String prefix) {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
    add(prefix);
    add("\n");
  }

  static Digest of(String prefix, Object value) {
    CanonicalDigest digest = new CanonicalDigest(prefix);
    digest.add(CanonicalJson.bytes(value));
    return digest.finish();
  }

  void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  void add(byte[] bytes) {
    sha256.update(bytes);
  }

  Digest finish() {
    return new Digest(HexFormat.of().formatHex(sha256.digest()));
  }
}
