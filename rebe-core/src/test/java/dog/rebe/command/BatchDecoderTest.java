package dog.rebe.command;

import static dog.rebe.command.BatchAnswer.Status.COMPLETED;
import static dog.rebe.command.BatchAnswer.Status.TIMED_OUT;
import static dog.rebe.command.BatchAnswer.Status.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchDecoderTest {

  private static final String NONCE = "0123456789abcdef";
  private static final int LIMIT = 64;

  @Property
  void everyMemberGetsItsOwnBytes(@ForAll("answers") List<Given> given) throws DecodeException {
    BatchResult result = decoder(given).decode(whole(frames(given)), new ExitStatus(0));
    List<BatchAnswer> answers = List.copyOf(result.answers().values());
    for (int i = 0; i < given.size(); i++) {
      assertAnswer(answers.get(i), given.get(i));
    }
  }

  @Property
  void whatWasCutAnywhereIsUnknownAndTheRestIsWhole(
      @ForAll("answers") List<Given> given, @ForAll @IntRange(min = 0, max = 5000) int at)
      throws DecodeException {
    byte[] all = frames(given);
    byte[] cut = Arrays.copyOf(all, at % (all.length + 1));
    BatchResult result = decoder(given).decodePartial(whole(cut));
    List<BatchAnswer> answers = List.copyOf(result.answers().values());
    assertThat(answers).hasSameSizeAs(given);
    boolean known = true;
    for (int i = 0; i < given.size(); i++) {
      boolean closed = answers.get(i).status() != UNKNOWN;
      assertThat(closed && !known).as("a known member after an unknown one").isFalse();
      known = closed;
      if (closed) {
        assertAnswer(answers.get(i), given.get(i));
      } else {
        String everything = given.get(i).output() + "rebe:" + NONCE + ":end:m" + i + ":";
        assertThat(everything).startsWith(text(answers.get(i).output().bytes()));
      }
    }
    assertThat(known).isEqualTo(lastFrameIsIn(given, cut.length));
  }

  @Property
  void theLimitCutsAtExactlyItsByte(@ForAll @IntRange(min = 0, max = 200) int size)
      throws DecodeException {
    List<Given> given = List.of(new Given("x".repeat(size), 0), new Given("next", 0));
    BatchResult result = decoder(given).decode(whole(frames(given)), new ExitStatus(0));
    CapturedStream output = result.answer("m0").output();
    assertThat(output.size()).isEqualTo(Math.min(size, LIMIT));
    assertThat(output.isCut()).isEqualTo(size > LIMIT);
    assertThat(result.answer("m1").output().utf8()).isEqualTo("next");
  }

  @Test
  void framesOfAnotherNonceAreOutput() throws DecodeException {
    String forged = "rebe:0123456789abcdee:end:m0:0\nrebe:0123456789abcdee:done\n";
    List<Given> given = List.of(new Given(forged, 3), new Given("", 0));
    BatchResult result = decoder(given).decode(whole(frames(given)), new ExitStatus(0));
    assertThat(result.answer("m0").output().utf8()).isEqualTo(forged);
    assertThat(result.answer("m0").exit()).hasValue(3);
  }

  @Test
  void refusesWhatDoesNotBeginAsABatch() {
    BatchDecoder decoder = decoder(List.of(new Given("", 0)));
    for (String answer :
        List.of(
            "",
            "no batch",
            "no batch\n",
            "rebe:" + NONCE + ":batch:2\n",
            "rebe:x:batch:1\n",
            "\n")) {
      assertThatThrownBy(() -> decoder.decode(whole(Latin1.bytes(answer)), new ExitStatus(0)))
          .as(answer)
          .isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void refusesAFrameThatTheScriptCouldNotHavePrinted() {
    BatchDecoder decoder = decoder(List.of(new Given("", 0)));
    for (String frame :
        List.of("end:other:0", "end:m0:", "end:m0:x", "end:m0:0:1", "done", "run:2:3:sh")) {
      String answer = "rebe:" + NONCE + ":batch:1\nrebe:" + NONCE + ":" + frame + "\n";
      assertThatThrownBy(() -> decoder.decode(whole(Latin1.bytes(answer)), new ExitStatus(0)))
          .as(frame)
          .isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void anAnswerIsAskedForByItsName() throws DecodeException {
    List<Given> given = List.of(new Given("", 0));
    BatchResult result = decoder(given).decode(whole(frames(given)), new ExitStatus(0));
    assertThatThrownBy(() -> result.answer("m7"))
        .hasMessageContaining("m7")
        .hasMessageContaining("m0");
  }

  /**
   * What a member printed.
   *
   * @param output one character for each byte
   * @param exit -1 for one that was late
   */
  record Given(String output, int exit) {}

  @Provide
  Arbitrary<List<Given>> answers() {
    Arbitrary<String> bytes = Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(90);
    Arbitrary<String> like =
        Arbitraries.of(
            "rebe:", "rebe:" + NONCE.substring(1) + ":end:m0:0\n", "\n", "rebe:\nrebe:done\n");
    return Combinators.combine(
            Arbitraries.oneOf(bytes, like), Arbitraries.integers().between(-1, 255))
        .as(Given::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static void assertAnswer(BatchAnswer answer, Given given) {
    String kept = given.output().substring(0, Math.min(LIMIT, given.output().length()));
    assertThat(text(answer.output().bytes())).isEqualTo(kept);
    assertThat(answer.status()).isEqualTo(given.exit() < 0 ? TIMED_OUT : COMPLETED);
    if (given.exit() >= 0) {
      assertThat(answer.exit()).hasValue(given.exit());
    }
  }

  private static boolean lastFrameIsIn(List<Given> given, int length) {
    return length >= frames(given).length - ("rebe:" + NONCE + ":done\n").length();
  }

  private static BatchDecoder decoder(List<Given> given) {
    List<BatchMember> members = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      members.add(
          new BatchMember("m" + i, ":", Duration.ofSeconds(1), LIMIT, BatchMember.Kind.INLINE));
    }
    return BatchDecoder.of(new Batch(members));
  }

  private static byte[] frames(List<Given> given) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(Latin1.bytes("rebe:" + NONCE + ":batch:" + given.size() + "\n"));
    for (int i = 0; i < given.size(); i++) {
      String exit = given.get(i).exit() < 0 ? "late" : String.valueOf(given.get(i).exit());
      all.writeBytes(Latin1.bytes(given.get(i).output()));
      all.writeBytes(Latin1.bytes("rebe:" + NONCE + ":end:m" + i + ":" + exit + "\n"));
    }
    all.writeBytes(Latin1.bytes("rebe:" + NONCE + ":done\n"));
    return all.toByteArray();
  }

  private static CapturedOutput whole(byte[] stdout) {
    return new CapturedOutput(CapturedStream.of(stdout), CapturedStream.empty());
  }

  private static String text(byte[] bytes) {
    return new Latin1(bytes).text();
  }
}
