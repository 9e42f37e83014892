package dog.rebe.ssh.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The form of a public key on the wire: length-prefixed fields, of which the first is the
 * algorithm. Catches a key that was cut off or run together; whether its numbers make a good key is
 * for the signature check to find.
 */
final class KeyBlob {

  private static final int MAX_BYTES = 64 * 1024;
  private static final int ED25519_BYTES = 32;

  private KeyBlob() {}

  /** The algorithm's name, if the bytes have the form that this algorithm asks for. */
  static String algorithmOf(byte[] blob) {
    if (blob.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "A key of " + blob.length + " bytes is longer than any key: at most " + MAX_BYTES);
    }
    ByteBuffer rest = ByteBuffer.wrap(blob);
    String algorithm = new String(field(rest), StandardCharsets.ISO_8859_1);
    if (!isName(algorithm)) {
      throw new IllegalArgumentException("The key does not begin with the name of an algorithm");
    }
    if (algorithm.contains("-cert-v")) {
      throw new IllegalArgumentException(
          "This is a certificate of a host and no key: trust the authority that signed it, in a"
              + " line that begins with @cert-authority");
    }
    requireFields(algorithm, rest);
    return algorithm;
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static void requireFields(String algorithm, ByteBuffer rest) {
    switch (algorithm) {
      case "ssh-ed25519" -> ed25519(rest, 0);
      case "sk-ssh-ed25519@openssh.com" -> ed25519(rest, 1);
      case "ssh-rsa" -> fields(rest, 2);
      case "ssh-dss" -> fields(rest, 4);
      case "sk-ecdsa-sha2-nistp256@openssh.com" -> fields(rest, 3);
      case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> fields(rest, 2);
      default -> {
        // An algorithm of the future: its fields are its own matter.
      }
    }
  }

  private static void ed25519(ByteBuffer rest, int fieldsAfterKey) {
    int length = field(rest).length;
    if (length != ED25519_BYTES) {
      throw new IllegalArgumentException(
          "An Ed25519 key has " + ED25519_BYTES + " bytes, this one has " + length);
    }
    fields(rest, fieldsAfterKey);
  }

  private static void fields(ByteBuffer rest, int count) {
    for (int i = 0; i < count; i++) {
      if (field(rest).length == 0) {
        throw new IllegalArgumentException("A field of the key is empty");
      }
    }
    if (rest.hasRemaining()) {
      throw new IllegalArgumentException(
          "After the key come bytes that are no part of it: " + rest.remaining());
    }
  }

  private static byte[] field(ByteBuffer rest) {
    if (rest.remaining() < Integer.BYTES) {
      throw new IllegalArgumentException("The key is cut off");
    }
    int length = rest.getInt();
    if (length < 0 || length > rest.remaining()) {
      throw new IllegalArgumentException("The key is cut off");
    }
    byte[] field = new byte[length];
    rest.get(field);
    return field;
  }
}
