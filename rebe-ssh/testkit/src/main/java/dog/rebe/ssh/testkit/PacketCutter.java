package dog.rebe.ssh.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a stream into packets that begin with their length in four bytes. */
final class PacketCutter {

  private static final int MAX_PACKET = 256 * 1024;

  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

  /** The packets that are whole now, without their lengths. */
  List<byte[]> add(byte[] buffer, int start, int length) throws IOException {
    rest.write(buffer, start, length);
    byte[] all = rest.toByteArray();
    List<byte[]> packets = new ArrayList<>();
    int at = 0;
    while (all.length - at >= 4) {
      int size = ByteBuffer.wrap(all, at, 4).getInt();
      if (size < 1 || size > MAX_PACKET) {
        throw new IOException("A packet of " + size + " bytes");
      }
      if (all.length - at - 4 < size) {
        break;
      }
      packets.add(Arrays.copyOfRange(all, at + 4, at + 4 + size));
      at += 4 + size;
    }
    rest.reset();
    rest.write(all, at, all.length - at);
    return packets;
  }
}
