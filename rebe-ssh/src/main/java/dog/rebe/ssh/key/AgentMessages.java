package dog.rebe.ssh.key;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The messages of the SSH agent protocol (draft-ietf-sshm-ssh-agent) that we need. */
final class AgentMessages {

  /** The most that an agent may answer. */
  static final int MOST_BYTES = 256 * 1024;

  private static final int FAILURE = 5;
  private static final int REQUEST_IDENTITIES = 11;
  private static final int IDENTITIES_ANSWER = 12;
  private static final int SIGN_REQUEST = 13;
  private static final int SIGN_RESPONSE = 14;
  private static final int RSA_SHA2_256 = 2;
  private static final int RSA_SHA2_512 = 4;

  /** A key that an agent holds. Its bytes are not to be written to. */
  record Identity(ByteBuffer blob, String comment) {}

  private AgentMessages() {}

  static byte[] requestIdentities() {
    return new byte[] {REQUEST_IDENTITIES};
  }

  static byte[] requestSignature(byte[] blob, byte[] data, String algorithm) {
    int flags =
        switch (algorithm) {
          case "rsa-sha2-256" -> RSA_SHA2_256;
          case "rsa-sha2-512" -> RSA_SHA2_512;
          default -> 0;
        };
    return ByteBuffer.allocate(13 + blob.length + data.length)
        .put((byte) SIGN_REQUEST)
        .putInt(blob.length)
        .put(blob)
        .putInt(data.length)
        .put(data)
        .putInt(flags)
        .array();
  }

  static List<Identity> identities(byte[] answer) throws IOException {
    ByteBuffer in = expect(answer, IDENTITIES_ANSWER);
    try {
      int count = in.getInt();
      List<Identity> identities = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        byte[] blob = bytes(in);
        identities.add(
            new Identity(ByteBuffer.wrap(blob), new String(bytes(in), StandardCharsets.UTF_8)));
      }
      return identities;
    } catch (BufferUnderflowException e) {
      throw new IOException("it sent a list of keys that ends in the middle", e);
    }
  }

  /** The raw signature, without the name of its algorithm. */
  static byte[] signature(byte[] answer, String algorithm) throws IOException {
    ByteBuffer in = expect(answer, SIGN_RESPONSE);
    try {
      ByteBuffer signature = ByteBuffer.wrap(bytes(in));
      String used = new String(bytes(signature), StandardCharsets.US_ASCII);
      if (!used.equals(algorithm)) {
        throw new IOException("it signed with " + used + " where " + algorithm + " was asked for");
      }
      return bytes(signature);
    } catch (BufferUnderflowException e) {
      throw new IOException("it sent a signature that ends in the middle", e);
    }
  }

  private static ByteBuffer expect(byte[] answer, int type) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(answer);
    int actual = answer.length == 0 ? -1 : in.get();
    if (actual == FAILURE) {
      throw new IOException("it refused");
    }
    if (actual != type) {
      throw new IOException("it answered with message " + actual + " in place of " + type);
    }
    return in;
  }

  private static byte[] bytes(ByteBuffer in) throws IOException {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IOException("it sent a length of " + length + " that leads beyond its message");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
