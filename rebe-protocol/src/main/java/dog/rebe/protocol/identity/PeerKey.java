package dog.rebe.protocol.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * A peer's own Ed25519 key, by which it signs what was said at the opening of a session. Never
 * printed.
 */
public final class PeerKey {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final PrivateKey privateKey;
  private final PublicPeerKey publicKey;

  private PeerKey(PrivateKey privateKey, PublicPeerKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** A new key. */
  public static PeerKey generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, random);
      return of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no Ed25519: use Java 17 or newer", e);
    }
  }

  /** This Ed25519 key. */
  public static PeerKey of(KeyPair pair) {
    return new PeerKey(pair.getPrivate(), PublicPeerKey.of(pair.getPublic()));
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if the file cannot be read, is no key, or others than its owner may read it
   */
  public static PeerKey load(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")
        && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(
          "Others than its owner may use the key " + file + ": chmod 600 it, or make a new one");
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
    try {
      byte[] encoded = Base64.getDecoder().decode(lines.get(0));
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new PeerKey(key, PublicPeerKey.parse(lines.get(1)));
    } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("No peer key: " + file, e);
    }
  }

  /**
   * Writes the key to a new file that its owner alone may read: the PKCS#8 private key and the 32
   * bytes of the public key, a line of base64 each.
   *
   * @throws IOException if the file is there already or cannot be written
   */
  public void save(Path file) throws IOException {
    String text =
        Base64.getEncoder().encodeToString(privateKey.getEncoded()) + "\n" + publicKey + "\n";
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel =
        Files.newByteChannel(file, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  /** The public half, which the other side enrolls. */
  public PublicPeerKey publicKey() {
    return publicKey;
  }

  /** Signs these bytes (64 bytes, RFC 8032). */
  public byte[] sign(byte[] bytes) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(privateKey);
      signer.update(bytes);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The peer key cannot sign", e);
    }
  }

  @Override
  public String toString() {
    return "***, public " + publicKey;
  }
}
