package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.outcome.FailureKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What a node sends before a command's output, by a node that may know the nonce and lie. */
final class HeaderReaderFuzzTest {

  private static final String NONCE = "0123456789abcdef";

  static Stream<byte[]> seeds() {
    return Stream.of(
            "Welcome\nrebe:0123456789abcdef:run:4711:123:sh\nout",
            "rebe:0123456789abcdef:user:rebe\nrebe:0123456789abcdef:run:4711:123:rebe0\n",
            "rebe:0123456789abcdef:user\nrebe:0123456789abcdef:private\n",
            "rebe:0123456789abcdef:group:4711:1:sh\r\nrebe:0123456789abcdef:private:/tmp/x\r\n",
            "rebe:0123456789abcdef:refused:preparation-failed\nmore",
            "rebe:0123456789abcdef:refused",
            "rebe:0123456789abcdef:claimed:4711:1:sh\nrebe:0123456789abcdef:ended:0:12:0:1\nout",
            "rebe:0123456789abcdef:running:4711:1:sh\nrebe:0123456789abcdef:detached\n",
            "rebe:0123456789abcdef:unknown:token-running\n",
            "rebe:0123456789abcdef:run:99999999999:1:sh\n",
            "grüße\nrebe:0123456789abcdef:other:" + "x".repeat(1100) + "\n")
        .map(Latin1::bytes);
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsTheSameHoweverItIsCutIntoChunks(byte[] bytes) {
    HeaderReader whole = new HeaderReader(NONCE);
    byte[] rest = rest(whole.feed(ByteBuffer.wrap(bytes)));

    HeaderReader pieces = new HeaderReader(NONCE);
    ByteArrayOutputStream after = new ByteArrayOutputStream();
    Random random = new Random(Arrays.hashCode(bytes));
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(1 + random.nextInt(9), bytes.length - at);
      after.writeBytes(rest(pieces.feed(ByteBuffer.wrap(bytes, at, length))));
      at += length;
    }

    assertThat(after.toByteArray()).isEqualTo(rest);
    assertThat(said(pieces)).isEqualTo(said(whole));
    assertThat(whole.preamble().length()).isLessThanOrEqualTo(400);
  }

  private static byte[] rest(ByteBuffer buffer) {
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    return rest;
  }

  private record Said(
      Optional<ProcessGroup> group,
      boolean started,
      boolean journaled,
      Optional<FailureKind> refusal,
      Optional<FailureKind> notStarted,
      Optional<JournalAnswer> answer,
      Optional<ShellDialect> dialect,
      String preamble) {}

  private static Said said(HeaderReader reader) {
    return new Said(
        reader.group(),
        reader.started(),
        reader.isJournaled(),
        reader.refusal(),
        reader.notStarted(),
        reader.answer(),
        reader.dialect(),
        reader.preamble());
  }
}
