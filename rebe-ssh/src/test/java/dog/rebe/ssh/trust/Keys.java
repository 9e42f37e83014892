package dog.rebe.ssh.trust;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Keys in their right form. Nobody has the private half. */
final class Keys {

  private Keys() {}

  static HostKey ed25519(int which) {
    return HostKey.of(blob("ssh-ed25519", bytes(32, which)));
  }

  static HostKey rsa(int which) {
    return HostKey.of(blob("ssh-rsa", new byte[] {1, 0, 1}, bytes(257, which)));
  }

  static byte[] blob(String algorithm, byte[]... fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      byte[] name = algorithm.getBytes(StandardCharsets.US_ASCII);
      out.writeInt(name.length);
      out.write(name);
      for (byte[] field : fields) {
        out.writeInt(field.length);
        out.write(field);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] bytes(int count, int which) {
    byte[] bytes = new byte[count];
    new Random(which).nextBytes(bytes);
    return bytes;
  }
}
