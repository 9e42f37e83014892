package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What a node's journal says of its epoch, of a token's command and of detached work. */
final class NodeJournalFuzzTest {

  static Stream<byte[]> seeds() {
    return Stream.of(
            "11111111-2222-3333-4444-555555555555.66666666-7777-8888-9999-000000000000.123",
            "ended:0:12:0:1",
            "ended:999:999999999999:999999999999:1",
            "detached",
            "unknown:token-running",
            "running 12 0\nout",
            "running -1 -9223372036854775808\n",
            "ended 0 12 0 0\n",
            "ended -5 12 0 0\n",
            "ended 137 1 2 1\n",
            "cancelled\n",
            "lost",
            "restarted\n",
            "absent\n",
            "running 1\n")
        .map(Latin1::bytes);
  }

  @MethodSource("seeds")
  @FuzzTest
  void isUnderstoodOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    JournalEpoch.parse(text)
        .ifPresent(epoch -> assertThat(JournalEpoch.parse(epoch.toString())).contains(epoch));
    JournalAnswer.read(text).ifPresent(answer -> assertThat(answer.toString()).isNotEmpty());
    decode(WorkReports.state(), bytes);
    decode(WorkReports.output(5), bytes);
  }

  private static void decode(Decoder<?> decoder, byte[] bytes) {
    try {
      CapturedOutput output = new CapturedOutput(CapturedStream.of(bytes), CapturedStream.empty());
      Object value = decoder.decode(output, new ExitStatus(0));
      assertThat(value.toString()).doesNotContain("-");
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
