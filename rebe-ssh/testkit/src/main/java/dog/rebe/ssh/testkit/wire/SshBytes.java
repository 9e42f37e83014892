package dog.rebe.ssh.testkit.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The few bytes of SSH that hand-written peers speak (RFC 4253). */
final class SshBytes {

  static final byte[] BANNER = "SSH-2.0-FakePeer\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte KEXINIT = 20;
  private static final int BLOCK = 8;
  private static final int MIN_PADDING = 4;
  private static final int COOKIE = 16;

  private SshBytes() {}

  /** A proposal for the key exchange, unencrypted, with a cookie of zeros. */
  static byte[] proposal(Algorithms algorithms) {
    ByteBuffer payload = ByteBuffer.allocate(4096);
    payload.put(KEXINIT).put(new byte[COOKIE]);
    names(payload, algorithms.keyExchanges());
    names(payload, algorithms.hostKeys());
    names(payload, algorithms.ciphers());
    names(payload, algorithms.ciphers());
    names(payload, algorithms.macs());
    names(payload, algorithms.macs());
    names(payload, List.of("none"));
    names(payload, List.of("none"));
    names(payload, List.of());
    names(payload, List.of());
    payload.put((byte) 0).putInt(0).flip();
    return packet(payload);
  }

  /** The first bytes of a packet that claims this length. */
  static byte[] packetOfLength(long length) {
    return ByteBuffer.allocate(32)
        .putInt((int) length)
        .put((byte) MIN_PADDING)
        .put(KEXINIT)
        .array();
  }

  private static byte[] packet(ByteBuffer payload) {
    int padding = MIN_PADDING;
    while ((4 + 1 + payload.remaining() + padding) % BLOCK != 0) {
      padding++;
    }
    ByteBuffer packet = ByteBuffer.allocate(4 + 1 + payload.remaining() + padding);
    packet.putInt(1 + payload.remaining() + padding).put((byte) padding).put(payload);
    return packet.array();
  }

  private static void names(ByteBuffer payload, List<String> names) {
    byte[] list = String.join(",", names).getBytes(StandardCharsets.US_ASCII);
    payload.putInt(list.length).put(list);
  }
}
