package dog.rebe.sandbox.packaging;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A private key with which plugins and lists are signed. It does not print itself. */
public final class SigningKey {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final PrivateKey secret;
  private final OwnerKey owner;

  private SigningKey(PrivateKey secret, OwnerKey owner) {
    this.secret = secret;
    this.owner = owner;
  }

  /** A new one. */
  public static SigningKey generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, random);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(pair.getPrivate(), OwnerKey.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform has no Ed25519", e);
    }
  }

  /**
   * Reads the text that {@link #pem} writes.
   *
   * @param owner the public key that belongs to it, which the text does not hold
   */
  public static SigningKey parse(String pem, OwnerKey owner) throws PackageException {
    String body = pem.replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
    try {
      PrivateKey secret =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
      SigningKey key = new SigningKey(secret, owner);
      byte[] probe = "rebe".getBytes(StandardCharsets.UTF_8);
      if (!owner.signed(probe, key.sign(probe))) {
        throw new PackageException("The private key does not belong to the public key " + owner);
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new PackageException("This is no private key in PEM of PKCS #8 for Ed25519");
    }
  }

  /** The key as text (PKCS #8 in PEM). It is a secret: only its owner may read the file. */
  public String pem() {
    return BEGIN
        + "\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(secret.getEncoded())
        + "\n"
        + END
        + "\n";
  }

  /** The public key, which others trust. */
  public OwnerKey owner() {
    return owner;
  }

  byte[] sign(byte[] message) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(secret);
      ed25519.update(message);
      return ed25519.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key cannot sign", e);
    }
  }

  @Override
  public String toString() {
    return "the private key of " + owner;
  }
}
