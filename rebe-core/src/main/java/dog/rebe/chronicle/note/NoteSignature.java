package dog.rebe.chronicle.note;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;

/**
 * A signature below a note: {@code — NAME BASE64} (C2SP signed-note).
 *
 * @param name of the key; without spaces or {@code +}
 * @param base64 of the key's id in four bytes and the signature, padded, in its one canonical form
 */
public record NoteSignature(String name, String base64) {

  private static final int ID_BYTES = 4;

  public NoteSignature {
    KeyNames.check(name);
    Objects.requireNonNull(base64, "base64");
    if (decoded(base64).length <= ID_BYTES) {
      throw new IllegalArgumentException("The signature by '" + name + "' is too short");
    }
  }

  static NoteSignature of(VerifierKey key, byte[] signature) {
    byte[] all =
        ByteBuffer.allocate(ID_BYTES + signature.length).putInt(key.id()).put(signature).array();
    return new NoteSignature(key.name(), Base64.getEncoder().encodeToString(all));
  }

  private static byte[] decoded(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + base64 + "' is no signature in base64", e);
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
      throw new IllegalArgumentException("'" + base64 + "' is no canonical base64");
    }
    return bytes;
  }

  /** The id of the key. */
  public int keyId() {
    return ByteBuffer.wrap(decoded(base64)).getInt();
  }

  /** What the key made, without its id. */
  public byte[] signature() {
    ByteBuffer all = ByteBuffer.wrap(decoded(base64));
    byte[] signature = new byte[all.remaining() - ID_BYTES];
    all.position(ID_BYTES).get(signature);
    return signature;
  }

  /** Its line in a note, with its end. */
  public String line() {
    return "\u2014 " + name + " " + base64 + "\n";
  }
}
