package dog.rebe.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of RFC 9162, section 2.1.1. Not thread-safe. */
final class Sha256 {

  static final int BYTES = 32;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  byte[] of(byte[] bytes) {
    return digest.digest(bytes);
  }

  byte[] leaf(byte[] entry) {
    digest.update((byte) 0);
    return digest.digest(entry);
  }

  byte[] node(byte[] left, byte[] right) {
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }
}
