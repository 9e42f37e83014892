package dog.rebe.sandbox.packaging;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The public key of somebody who signs plugins: Ed25519 (RFC 8032). Immutable. */
public final class OwnerKey {

  /** What the text of a key begins with. */
  public static final String PREFIX = "ed25519:";

  private static final int RAW_BYTES = 32;

  /** What stands before the key in its X.509 form (RFC 8410). */
  private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final byte[] raw;

  private OwnerKey(byte[] raw) {
    this.raw = raw;
  }

  static OwnerKey of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return new OwnerKey(Arrays.copyOfRange(encoded, X509_HEAD.length, encoded.length));
  }

  /** Reads {@code ed25519:} and 32 bytes in base64, as {@link #toString} writes it. */
  public static OwnerKey parse(String text) throws PackageException {
    try {
      String stripped = text.strip();
      byte[] raw = Base64.getDecoder().decode(stripped.substring(PREFIX.length()));
      if (stripped.startsWith(PREFIX) && raw.length == RAW_BYTES) {
        return new OwnerKey(raw);
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new PackageException("This is no key: " + FORM, e);
    }
    throw new PackageException("This is no key: " + FORM);
  }

  private static final String FORM = "it looks like ed25519: and 44 characters of base64";

  /** The SHA-256 of its X.509 form, in hexadecimal: by which signatures name it. */
  public String id() {
    return Sha256.of(x509()).hex();
  }

  /**
   * Whether it made this signature of these bytes. A key or signature that is none made nothing.
   */
  boolean signed(byte[] message, byte[] signature) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509())));
      ed25519.update(message);
      return ed25519.verify(signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private byte[] x509() {
    byte[] encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + RAW_BYTES);
    System.arraycopy(raw, 0, encoded, X509_HEAD.length, RAW_BYTES);
    return encoded;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnerKey that && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  /** {@code ed25519:} and the key in base64. */
  @Override
  public String toString() {
    return PREFIX + Base64.getEncoder().encodeToString(raw);
  }
}
