package dog.rebe.ssh.trust;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A host's name that is only a salted HMAC-SHA1 of itself: {@code |1|salt|hash}, see sshd(8). Tells
 * whether a name is the one, and never which. Immutable.
 */
final class HashedName {

  private static final String SCHEME = "|1|";
  private static final String ALGORITHM = "HmacSHA1";
  private static final int BYTES = 20;

  private final byte[] salt;
  private final byte[] hash;

  private HashedName(byte[] salt, byte[] hash) {
    this.salt = salt;
    this.hash = hash;
  }

  /** Whether a line's field of names is a hashed one. */
  static boolean isIn(String names) {
    return names.startsWith("|");
  }

  /**
   * Reads the field.
   *
   * @throws IllegalArgumentException if it is of another scheme, or damaged
   */
  static HashedName parse(String field) {
    if (!field.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "The host's name is hashed in an unknown way: only |1|salt|hash is understood");
    }
    String[] parts = field.substring(SCHEME.length()).split("\\|", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          "A hashed name is |1|salt|hash, and stands alone in its line");
    }
    return new HashedName(bytes("salt", parts[0]), bytes("hash", parts[1]));
  }

  private static byte[] bytes(String what, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The " + what + " of the hashed name is no base64", e);
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "The " + what + " of the hashed name has " + bytes.length + " bytes, not " + BYTES);
    }
    return bytes;
  }

  /** Hides a name behind a fresh salt. */
  static HashedName of(KnownHostName name, RandomGenerator random) {
    byte[] salt = new byte[BYTES];
    random.nextBytes(salt);
    return new HashedName(salt, hash(newMac(), salt, name));
  }

  /** Reusable by one thread for many names. */
  static Mac newMac() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  private static byte[] hash(Mac mac, byte[] salt, KnownHostName name) {
    try {
      mac.init(new SecretKeySpec(salt, ALGORITHM));
      return mac.doFinal(name.value().getBytes(StandardCharsets.ISO_8859_1));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(ALGORITHM + " takes every key", e);
    }
  }

  boolean matches(KnownHostName name, Mac mac) {
    return MessageDigest.isEqual(hash, hash(mac, salt, name));
  }

  /** The field as files hold it. */
  String encoded() {
    Base64.Encoder base64 = Base64.getEncoder();
    return SCHEME + base64.encodeToString(salt) + "|" + base64.encodeToString(hash);
  }
}
