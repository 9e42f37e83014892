package dog.rebe.chronicle.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key that signatures of notes are checked with, as C2SP signed-note writes it: {@code
 * NAME+ID+BASE64}. Two types are known: Ed25519 for those who sign (1), and Ed25519 with a time for
 * those who cosign (4, C2SP tlog-cosignature). Immutable.
 */
public final class VerifierKey {

  private static final int SIGNER = 1;
  private static final int COSIGNER = 4;
  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  /** The start of an Ed25519 key in X.509's form (RFC 8410); the 32 bytes of the key follow. */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final int type;
  private final byte[] key;
  private final int id;

  private VerifierKey(String name, int type, byte[] key) {
    KeyNames.check(name);
    this.name = name;
    this.type = type;
    this.key = key;
    this.id = id(name, type, key);
  }

  /** The key of somebody who signs. */
  static VerifierKey ofSigner(String name, PublicKey publicKey) {
    return new VerifierKey(name, SIGNER, raw(publicKey));
  }

  /**
   * The same key for cosignatures: what a witness of this name signs, with the time.
   *
   * @return the key of type 4
   */
  public VerifierKey forCosignatures() {
    return new VerifierKey(name, COSIGNER, key);
  }

  /**
   * Reads {@code NAME+ID+BASE64}.
   *
   * @throws IllegalArgumentException if it is no key of a known type; the message says why
   */
  public static VerifierKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "'" + text + "' is no public key: it looks like example.com/farm+0a1b2c3d+AbC...");
    }
    byte[] material;
    try {
      material = Base64.getDecoder().decode(parts[2]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The public key '" + text + "' has no base64 at its end", e);
    }
    if (material.length != 1 + KEY_BYTES || (material[0] != SIGNER && material[0] != COSIGNER)) {
      throw new IllegalArgumentException(
          "The public key '" + text + "' is none for Ed25519: of the types 1 and 4 only");
    }
    VerifierKey key =
        new VerifierKey(parts[0], material[0], Arrays.copyOfRange(material, 1, material.length));
    if (!key.toString().equals(text.strip())) {
      throw new IllegalArgumentException(
          "The public key '" + text + "' is damaged: its parts do not belong together");
    }
    return key;
  }

  private static byte[] raw(PublicKey publicKey) {
    byte[] encoded = publicKey.getEncoded();
    if (encoded.length != X509_PREFIX.length + KEY_BYTES
        || Arrays.mismatch(encoded, X509_PREFIX) < X509_PREFIX.length) {
      throw new IllegalArgumentException("The key is none for Ed25519");
    }
    return Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length);
  }

  private static int id(String name, int type, byte[] key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) type);
      return ByteBuffer.wrap(sha256.digest(key)).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  boolean verifies(String text, NoteSignature signature) {
    byte[] made = signature.signature();
    if (type == SIGNER) {
      return made.length == SIGNATURE_BYTES && verifies(utf8(text), made);
    }
    if (made.length != Long.BYTES + SIGNATURE_BYTES) {
      return false;
    }
    long seconds = ByteBuffer.wrap(made).getLong();
    return seconds >= 0
        && verifies(
            utf8("cosignature/v1\ntime " + seconds + "\n" + text),
            Arrays.copyOfRange(made, Long.BYTES, made.length));
  }

  private boolean verifies(byte[] message, byte[] made) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(publicKey());
      ed25519.update(message);
      return ed25519.verify(made);
    } catch (GeneralSecurityException | IllegalStateException e) {
      return false;
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether the key itself made this signature over these bytes, which are no note (RFC 8032).
   *
   * @param message what was signed; begin it with a text that no other use has
   * @param signature 64 bytes
   */
  public boolean verifiesBytes(byte[] message, byte[] signature) {
    return signature.length == SIGNATURE_BYTES && verifies(message, signature);
  }

  /** Who it belongs to. */
  public String name() {
    return name;
  }

  /** The four bytes that a signature names it by. They identify nothing safely. */
  public int id() {
    return id;
  }

  /** Whether it is the key of somebody who cosigns, with the time. */
  public boolean isCosigner() {
    return type == COSIGNER;
  }

  /**
   * The key as the JDK has it.
   *
   * @throws IllegalStateException if its 32 bytes are no point of the curve
   */
  public PublicKey publicKey() {
    byte[] encoded =
        ByteBuffer.allocate(X509_PREFIX.length + KEY_BYTES).put(X509_PREFIX).put(key).array();
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The public key " + this + " cannot be used", e);
    }
  }

  /** The 32 bytes of the key (RFC 8032). */
  public byte[] publicBytes() {
    return key.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that
        && name.equals(that.name)
        && type == that.type
        && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return id;
  }

  /** {@code NAME+ID+BASE64}. */
  @Override
  public String toString() {
    byte[] material = ByteBuffer.allocate(1 + KEY_BYTES).put((byte) type).put(key).array();
    return name
        + "+"
        + HexFormat.of().toHexDigits(id)
        + "+"
        + Base64.getEncoder().encodeToString(material);
  }
}
