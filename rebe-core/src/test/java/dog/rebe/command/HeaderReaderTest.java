package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.outcome.FailureKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeaderReaderTest {

  private static final String NONCE = "0123456789abcdef0123456789abcdef";
  private static final String RUN = "rebe:" + NONCE + ":run:4711:123456:bash\n";

  @Property
  void whatFollowsTheHeaderArrivesHoweverItIsCutIntoChunks(
      @ForAll @Size(max = 200) byte[] before,
      @ForAll @Size(max = 200) byte[] after,
      @ForAll @IntRange(min = 1, max = 60) int largestChunk,
      @ForAll long seed) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(before);
    all.writeBytes(Latin1.bytes(RUN));
    all.writeBytes(after);
    HeaderReader reader = new HeaderReader(NONCE);
    assertThat(feed(reader, all.toByteArray(), largestChunk, new Random(seed))).isEqualTo(after);
    assertThat(reader.group()).contains(ProcessGroup.of(4711, "123456"));
    assertThat(reader.notStarted()).isEmpty();
  }

  @Property
  void outputThatLooksLikeAHeaderIsNone(
      @ForAll @IntRange(min = 0, max = 8) int which,
      @ForAll @IntRange(min = 1, max = 60) int largestChunk) {
    List<String> forged =
        List.of(
            "rebe:0123456789abcdef0123456789abcdee:run:4711:1:sh\n",
            "rebe:" + NONCE + ":run:$rebe_g:$rebe_t:$0\n",
            "rebe:" + NONCE + ":run:1:1:sh\n",
            "rebe:" + NONCE + ":run:0:1:sh\n",
            "rebe:" + NONCE + ":run:99999999999:1:sh\n",
            "rebe:" + NONCE + ":run:12\n",
            "rebe:" + NONCE + ":" + "x".repeat(3000),
            "rebe:" + NONCE + ":other\n",
            "rebe:" + NONCE.substring(1) + "rebe:");
    HeaderReader reader = new HeaderReader(NONCE);
    assertThat(feed(reader, Latin1.bytes(forged.get(which)), largestChunk, new Random(which)))
        .isEmpty();
    assertThat(reader.group()).isEmpty();
    assertThat(reader.notStarted()).contains(FailureKind.UNSUPPORTED_SHELL);
    assertThat(feed(reader, Latin1.bytes(RUN + "out"), largestChunk, new Random(which)))
        .isEqualTo(Latin1.bytes("out"));
    assertThat(reader.started()).isTrue();
  }

  @Test
  void outputAfterTheHeaderMayLookLikeOne() {
    HeaderReader reader = new HeaderReader(NONCE);
    byte[] output = feed(reader, Latin1.bytes(RUN + RUN + RUN), 7, new Random(1));
    assertThat(output).isEqualTo(Latin1.bytes(RUN + RUN));
  }

  @Test
  void saysWhatWasRefusedAndHandsNothingOn() {
    HeaderReader reader = new HeaderReader(NONCE);
    String answer = "Welcome\nrebe:" + NONCE + ":refused:directory-unavailable\nmore";
    assertThat(feed(reader, Latin1.bytes(answer), 5, new Random(1))).isEmpty();
    assertThat(reader.refusal()).contains(FailureKind.DIRECTORY_UNAVAILABLE);
    assertThat(reader.preamble()).isEqualTo("Welcome\n");
  }

  @Test
  void tellsARefusedUserFromAShellThatIsNone() {
    HeaderReader reader = new HeaderReader(NONCE);
    assertThat(feed(reader, Latin1.bytes("rebe:" + NONCE + ":user:sh\n"), 9, new Random(1)))
        .isEmpty();
    assertThat(reader.notStarted()).contains(FailureKind.RUN_AS_REFUSED);
    assertThat(reader.refusal()).isEmpty();
    assertThat(new HeaderReader(NONCE).notStarted()).contains(FailureKind.UNSUPPORTED_SHELL);
  }

  @Test
  void aPreparationThatNeverEndedIsNoStart() {
    HeaderReader reader = new HeaderReader(NONCE);
    assertThat(feed(reader, Latin1.bytes("rebe:" + NONCE + ":group:77:5:sh\n"), 9, new Random(1)))
        .isEmpty();
    assertThat(reader.group()).contains(ProcessGroup.of(77, "5"));
    assertThat(reader.notStarted()).contains(FailureKind.PREPARATION_FAILED);
  }

  @Test
  void holdsLittleHoweverMuchComesBeforeTheHeader() {
    HeaderReader reader = new HeaderReader(NONCE);
    byte[] chunk = new byte[32_768];
    for (int i = 0; i < 1000; i++) {
      assertThat(reader.feed(ByteBuffer.wrap(chunk)).hasRemaining()).isFalse();
    }
    assertThat(reader.preamble().length()).isLessThanOrEqualTo(400);
    assertThat(feed(reader, Latin1.bytes(RUN + "x"), 100, new Random(1)))
        .isEqualTo(Latin1.bytes("x"));
  }

  @Test
  void afterTheHeaderChunksPassWithoutACopy() {
    HeaderReader reader = new HeaderReader(NONCE);
    assertThat(reader.feed(ByteBuffer.wrap(Latin1.bytes(RUN))).hasRemaining()).isFalse();
    ByteBuffer chunk = ByteBuffer.wrap(new byte[10]);
    assertThat(reader.feed(chunk)).isSameAs(chunk);
  }

  private static byte[] feed(HeaderReader reader, byte[] bytes, int largestChunk, Random random) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    for (ByteBuffer chunk : chunks(bytes, largestChunk, random)) {
      ByteBuffer rest = reader.feed(chunk);
      byte[] copy = new byte[rest.remaining()];
      rest.get(copy);
      output.writeBytes(copy);
    }
    return output.toByteArray();
  }

  private static List<ByteBuffer> chunks(byte[] bytes, int largestChunk, Random random) {
    List<ByteBuffer> chunks = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int size = Math.min(bytes.length - at, 1 + random.nextInt(largestChunk));
      chunks.add(ByteBuffer.wrap(bytes, at, size));
      at += size;
    }
    return chunks;
  }
}
