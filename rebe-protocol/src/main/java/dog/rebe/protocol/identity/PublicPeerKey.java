package dog.rebe.protocol.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A peer's public Ed25519 key (RFC 8032), 32 bytes. Immutable. */
public final class PublicPeerKey {

  private static final int BYTES = 32;

  /** What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final byte[] raw;
  private final PublicKey key;

  private PublicPeerKey(byte[] raw, PublicKey key) {
    this.raw = raw;
    this.key = key;
  }

  /**
   * From its 32 bytes, copied.
   *
   * @throws IllegalArgumentException if it is no key
   */
  public static PublicPeerKey of(byte[] raw) {
    if (raw.length != BYTES) {
      throw new IllegalArgumentException("An Ed25519 public key has 32 bytes, not " + raw.length);
    }
    byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + BYTES);
    System.arraycopy(raw, 0, encoded, PREFIX.length, BYTES);
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      return new PublicPeerKey(raw.clone(), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("These 32 bytes are no Ed25519 public key", e);
    }
  }

  /** From the base64 text that {@link #toString} gives. */
  public static PublicPeerKey parse(String text) {
    return of(Base64.getDecoder().decode(text));
  }

  static PublicPeerKey of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return of(Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length));
  }

  /** The 32 bytes, copied. */
  public byte[] bytes() {
    return raw.clone();
  }

  /** Whether the signature is this key's, over these bytes. */
  public boolean verifies(byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicPeerKey that && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  /** The key in base64. */
  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(raw);
  }
}
