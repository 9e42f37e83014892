package dog.rebe.protocol.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** WebSocket framing and the HTTP before it: bytes, an end, or an {@link IOException}. */
final class WebSocketFuzzTest {

  private static final int ROOM = 100_000;

  static Stream<byte[]> messages() {
    return Stream.of(
        new byte[] {(byte) 0x82, (byte) 0x83, 1, 2, 3, 4, 5, 6, 7},
        new byte[] {(byte) 0x82, 3, 5, 6, 7, 0, 1, 9},
        new byte[] {(byte) 0x89, 2, 5, 6, (byte) 0x88, 2, 3, (byte) 0xe8},
        new byte[] {(byte) 0x82, 127, -1, -1, -1, -1, -1, -1, -1, -1},
        new byte[] {(byte) 0x82, 127, 127, -1, -1, -1, -1, -1, -1, -1, 1},
        new byte[] {(byte) 0x82, 126, 0, 1, 9},
        new byte[] {(byte) 0xc2, 0});
  }

  @MethodSource("messages")
  @FuzzTest
  void messagesAreBytesOrAnEndOrRefused(byte[] bytes) {
    for (boolean client : new boolean[] {true, false}) {
      ByteArrayOutputStream answers = new ByteArrayOutputStream();
      InputStream input =
          new WebSocketFraming(new ByteArrayInputStream(bytes), answers, client, new Random(1))
              .input();
      try {
        assertThat(input.readNBytes(ROOM)).hasSizeLessThanOrEqualTo(bytes.length);
      } catch (IOException e) {
        assertThat(answers.size()).isLessThanOrEqualTo(8 * bytes.length);
      }
    }
  }

  static Stream<byte[]> heads() {
    String fields =
        String.join(
            "\r\n",
            "",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: rebe.v1",
            "Sec-WebSocket-Key: eA==",
            "");
    return Stream.of(
            "GET /rebe HTTP/1.1" + fields + "\r\n",
            "GET / HTTP/1.1\r\n: x\r\n:\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols" + fields + "\r\n",
            "\r\n\r\n",
            "x".repeat(9000))
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("heads")
  @FuzzTest
  void headsAreAcceptedOrRefused(byte[] bytes) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      HttpUpgrade.accept(new ByteArrayInputStream(bytes), answer, "/rebe");
      assertThat(answer.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 101 ");
    } catch (IOException e) {
      assertThat(answer.toString(StandardCharsets.US_ASCII)).doesNotContain("101");
    }
    try {
      HttpUpgrade.ask(
          new ByteArrayInputStream(bytes),
          OutputStream.nullOutputStream(),
          "host",
          "/rebe",
          new Random(1));
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
