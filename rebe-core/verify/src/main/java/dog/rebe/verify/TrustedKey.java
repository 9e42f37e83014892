package dog.rebe.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A public Ed25519 key that you got from somebody whom you trust, as C2SP signed-note writes it:
 * {@code NAME+ID+BASE64}. Type 1 signs checkpoints, type 4 cosigns them. Immutable.
 */
public final class TrustedKey {

  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final int id;
  private final int type;
  private final byte[] key;

  private TrustedKey(String name, int id, int type, byte[] key) {
    this.name = name;
    this.id = id;
    this.type = type;
    this.key = key;
  }

  /**
   * Reads {@code NAME+ID+BASE64}.
   *
   * @throws IllegalArgumentException if it is no such key; the message says why
   */
  public static TrustedKey parse(String text) {
    String key = Objects.requireNonNull(text, "text").strip();
    String[] parts = key.split("\\+", 3);
    if (parts.length != 3 || parts[0].isEmpty() || !parts[1].matches("[0-9a-f]{8}")) {
      throw new IllegalArgumentException(
          "'" + key + "' is no public key: it looks like example.com/farm+0a1b2c3d+AbC...");
    }
    byte[] material = Base64Text.decode(parts[2]);
    if (material.length != 1 + KEY_BYTES || (material[0] != 1 && material[0] != 4)) {
      throw new IllegalArgumentException("The public key '" + key + "' is none for Ed25519");
    }
    byte[] named = (parts[0] + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] all =
        ByteBuffer.allocate(named.length + material.length).put(named).put(material).array();
    int id = ByteBuffer.wrap(new Sha256().of(all)).getInt();
    if (!HexFormat.of().toHexDigits(id).equals(parts[1])) {
      throw new IllegalArgumentException(
          "The public key '" + key + "' is damaged: its parts do not belong together");
    }
    return new TrustedKey(
        parts[0], id, material[0], Arrays.copyOfRange(material, 1, material.length));
  }

  /** Who it belongs to. */
  public String name() {
    return name;
  }

  boolean isNamedBy(Note.Line line) {
    return line.name().equals(name) && line.id() == id;
  }

  boolean isCosigner() {
    return type == 4;
  }

  boolean verifies(String text, byte[] made) {
    if (!isCosigner()) {
      return made.length == SIGNATURE_BYTES && verifies(utf8(text), made);
    }
    if (made.length != Long.BYTES + SIGNATURE_BYTES) {
      return false;
    }
    long seconds = ByteBuffer.wrap(made).getLong();
    byte[] message = utf8("cosignature/v1\ntime " + seconds + "\n" + text);
    return seconds >= 0 && verifies(message, Arrays.copyOfRange(made, Long.BYTES, made.length));
  }

  private boolean verifies(byte[] message, byte[] made) {
    try {
      byte[] encoded =
          ByteBuffer.allocate(X509_PREFIX.length + KEY_BYTES).put(X509_PREFIX).put(key).array();
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      ed25519.update(message);
      return ed25519.verify(made);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Its name and id. */
  @Override
  public String toString() {
    return name + "+" + HexFormat.of().toHexDigits(id);
  }
}
