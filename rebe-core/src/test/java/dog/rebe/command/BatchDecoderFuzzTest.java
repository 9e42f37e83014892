package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The frames of a batch: what closed a member stands however much comes after. */
final class BatchDecoderFuzzTest {

  private static final int LIMIT = 16;

  private static final BatchDecoder DECODER =
      BatchDecoder.of(new Batch(List.of(member("a"), member("b"), member("c"))));

  static Stream<byte[]> seeds() {
    String frame = "rebe:0123456789abcdef:";
    return Stream.of(
            frame + "batch:3\none" + frame + "end:a:0\ntwo" + frame + "end:b:late\nthree",
            frame + "batch:3\n" + frame + "end:a:0\n" + frame + "end:b:127\n" + frame + "end:c:1\n",
            frame + "batch:3\n" + "x".repeat(40) + frame + "end:a:0\n",
            frame + "batch:3\n" + frame + "end:b:0\n",
            frame + "batch:2\n",
            "no batch\n")
        .map(Latin1::bytes);
  }

  @MethodSource("seeds")
  @FuzzTest
  void whatClosedAMemberStandsHoweverMuchComesAfter(byte[] bytes) {
    List<BatchAnswer> answers;
    try {
      answers = answers(bytes);
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return;
    }
    assertThat(answers).extracting(BatchAnswer::name).containsExactly("a", "b", "c");
    assertThat(answers).allMatch(answer -> answer.output().size() <= LIMIT);
    byte[] cut = Arrays.copyOf(bytes, Math.floorMod(Arrays.hashCode(bytes), bytes.length + 1));
    List<BatchAnswer> earlier;
    try {
      earlier = answers(cut);
    } catch (DecodeException e) {
      throw new AssertionError("The whole was read, and its beginning was not", e);
    }
    for (int i = 0; i < answers.size(); i++) {
      if (earlier.get(i).status() != BatchAnswer.Status.UNKNOWN) {
        assertThat(earlier.get(i)).isEqualTo(answers.get(i));
      }
    }
  }

  private static List<BatchAnswer> answers(byte[] bytes) throws DecodeException {
    CapturedOutput output =
        new CapturedOutput(CapturedStream.wrap(bytes, bytes.length, true), CapturedStream.empty());
    return List.copyOf(DECODER.decode(output, new ExitStatus(0)).answers().values());
  }

  private static BatchMember member(String name) {
    return new BatchMember(name, ":", Duration.ofSeconds(1), LIMIT, BatchMember.Kind.INLINE);
  }
}
