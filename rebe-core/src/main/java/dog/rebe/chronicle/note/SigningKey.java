package dog.rebe.chronicle.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A private Ed25519 key with a name, which signs notes. It prints as its name only. Immutable and
 * thread-safe; a signature takes the JDK some 2 ms.
 */
public final class SigningKey {

  private static final String PRIVATE = "PRIVATE+KEY+";
  private static final int SEED_BYTES = 32;
  private static final byte[] PROBE = "rebe key check\n".getBytes(StandardCharsets.UTF_8);

  private final PrivateKey privateKey;
  private final VerifierKey verifier;

  private SigningKey(PrivateKey privateKey, VerifierKey verifier) {
    this.privateKey = privateKey;
    this.verifier = verifier;
  }

  /**
   * Makes a new key.
   *
   * @param name whose it is, without spaces or {@code +}; a log's key has the name of the log, such
   *     as {@code example.com/farm}
   */
  public static SigningKey generate(String name, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(pair.getPrivate(), VerifierKey.ofSigner(name, pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw withoutEd25519(e);
    }
  }

  /**
   * Reads what {@link #secretText} wrote.
   *
   * @throws IllegalArgumentException if it is no such key; the message never holds any of it
   */
  public static SigningKey parse(String secretText) {
    String[] lines = secretText.strip().split("\n", -1);
    // Base64 may hold further plus signs
    String[] parts = lines[0].split("\\+", 5);
    if (lines.length != 2 || parts.length != 5 || !lines[0].startsWith(PRIVATE)) {
      throw new IllegalArgumentException(
          "This is no private key: it has two lines, the first of which begins with " + PRIVATE);
    }
    VerifierKey verifier = VerifierKey.parse(lines[1]);
    byte[] material;
    try {
      material = Base64.getDecoder().decode(parts[4]);
    } catch (IllegalArgumentException e) {
      // Its message may quote the key
      throw new IllegalArgumentException("The private key of " + verifier.name() + " is damaged");
    }
    if (material.length != 1 + SEED_BYTES || material[0] != 1 || verifier.isCosigner()) {
      throw new IllegalArgumentException(
          "The private key of " + verifier.name() + " is none for Ed25519");
    }
    byte[] seed = Arrays.copyOfRange(material, 1, material.length);
    SigningKey key = new SigningKey(privateKey(seed), verifier);
    if (!key.secretText().strip().equals(secretText.strip())
        || !verifier.verifiesBytes(PROBE, key.signBytes(PROBE))) {
      throw new IllegalArgumentException(
          "The private and the public key of " + verifier.name() + " do not belong together");
    }
    return key;
  }

  private static PrivateKey privateKey(byte[] seed) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    } catch (GeneralSecurityException e) {
      throw withoutEd25519(e);
    }
  }

  private static IllegalStateException withoutEd25519(GeneralSecurityException e) {
    return new IllegalStateException("This Java has no Ed25519: use a complete JDK 17 or newer", e);
  }

  /** The public key. */
  public VerifierKey verifier() {
    return verifier;
  }

  /** A note with this text, signed. */
  public SignedNote sign(String text) {
    byte[] made = signBytes(text.getBytes(StandardCharsets.UTF_8));
    return new SignedNote(text, List.of(NoteSignature.of(verifier, made)));
  }

  /**
   * A cosignature with a time below somebody else's checkpoint (C2SP tlog-cosignature); its public
   * key is {@link VerifierKey#forCosignatures}. Use one key for this and another for signing.
   *
   * @param at when it was seen; kept in seconds
   */
  public NoteSignature cosign(SignedNote note, Instant at) {
    long seconds = at.getEpochSecond();
    String message = "cosignature/v1\ntime " + seconds + "\n" + note.text();
    byte[] made = signBytes(message.getBytes(StandardCharsets.UTF_8));
    byte[] timed = ByteBuffer.allocate(Long.BYTES + made.length).putLong(seconds).put(made).array();
    return NoteSignature.of(verifier.forCosignatures(), timed);
  }

  /**
   * Signs bytes that are no note (RFC 8032).
   *
   * @param message begin it with a text that no other use has
   * @return 64 bytes
   */
  public byte[] signBytes(byte[] message) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(privateKey);
      ed25519.update(message);
      return ed25519.sign();
    } catch (GeneralSecurityException e) {
      throw withoutEd25519(e);
    }
  }

  /**
   * The key as text, to be kept where only its owner reads: a line {@code
   * PRIVATE+KEY+NAME+ID+BASE64}, as other programs for signed notes write it, and a line with the
   * public key.
   */
  public String secretText() {
    byte[] seed =
        ((EdECPrivateKey) privateKey)
            .getBytes()
            .orElseThrow(() -> new IllegalStateException("The private key cannot be taken out"));
    byte[] material = ByteBuffer.allocate(1 + SEED_BYTES).put((byte) 1).put(seed).array();
    return PRIVATE
        + verifier.name()
        + "+"
        + HexFormat.of().toHexDigits(verifier.id())
        + "+"
        + Base64.getEncoder().encodeToString(material)
        + "\n"
        + verifier
        + "\n";
  }

  /** Its name; nothing of the key. */
  @Override
  public String toString() {
    return "the private key of " + verifier.name();
  }
}
