package dog.rebe.ssh.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.files.FileEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of an SFTP server, the type in the first byte: read, or a status of their own. */
final class SftpPacketFuzzTest {

  private static final int SIZE_OWNER_MODE_TIMES = 15;

  static Stream<byte[]> seeds() {
    return Stream.of(
        entry("motd", 0100644),
        entry("..", 0040755),
        entry("../../etc/shadow", 0100644),
        entry("", 0),
        entry("a\u0000b", 0120777),
        ByteBuffer.allocate(9).put((byte) 104).putInt(Integer.MAX_VALUE).array(),
        ByteBuffer.allocate(13).put((byte) 101).putInt(2).putInt(2).put((byte) 'n').array(),
        new byte[] {101, 0, 0, 0, 1},
        new byte[] {101},
        new byte[] {102, 0, 0, 0, 1, 7},
        new byte[] {103, 127, -1, -1, -1},
        ByteBuffer.allocate(13).put((byte) 105).putInt(0x8000_0000).putInt(-1).array());
  }

  private static byte[] entry(String name, int mode) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer packet = ByteBuffer.allocate(100).put((byte) 104).putInt(1);
    packet.putInt(bytes.length).put(bytes).putInt(4).putInt(0x6c6c6c6c);
    packet.putInt(SIZE_OWNER_MODE_TIMES).putLong(12).putInt(0).putInt(0);
    packet.putInt(mode).putInt(1).putInt(2);
    byte[] whole = new byte[packet.position()];
    packet.flip().get(whole);
    return whole;
  }

  private interface Reading {
    Object of(SftpPacket packet) throws SftpStatus;
  }

  private static final List<Reading> READINGS =
      List.of(
          SftpPacket::handle,
          SftpPacket::data,
          SftpPacket::attributes,
          SftpPacket::entries,
          SftpPacket::name);

  @MethodSource("seeds")
  @FuzzTest
  void areReadOrAStatusOfTheirOwn(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    for (Reading reading : READINGS) {
      SftpPacket packet =
          new SftpPacket(bytes[0] & 0xff, ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice());
      try {
        Object read = reading.of(packet);
        if (read instanceof List<?> entries) {
          entries.forEach(entry -> requireBareName((FileEntry) entry));
        }
      } catch (SftpStatus e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  /** An entry of a folder stands in that folder: a server that says otherwise is not believed. */
  private static void requireBareName(FileEntry entry) {
    assertThat(entry.name().bytes()).isNotEmpty().doesNotContain('/', 0);
  }
}
