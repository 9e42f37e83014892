package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines and key-value lines of a node: what is read is what was written, or it is refused. */
final class LineDecodersFuzzTest {

  private static final KeyValueDecoder EQUALS =
      KeyValueDecoder.equalsSign().required("NAME").optional("SIZE", "ID").withMaxLineBytes(64);

  private static final KeyValueDecoder RELEASE =
      KeyValueDecoder.equalsSign()
          .optional("NAME")
          .ignoringOthers()
          .unquoting()
          .skippingComments()
          .skippingEmptyLines()
          .finalNewlineOptional();

  private static final KeyValueDecoder COLON =
      KeyValueDecoder.colon().optional("NAME", "SIZE").ignoringOthers();

  static Stream<byte[]> seeds() {
    return Stream.of(
            "NAME=a\nSIZE=1\n",
            "NAME='it''s'\n# no\n\nX=\"a\\\"b\"",
            "NAME: a\nSIZE : 2\n",
            "NAME=a\nNAME=b\n",
            "one\ntwo\n",
            "\n",
            "\u0000\u0085\u2028\n",
            "x".repeat(70) + "\n",
            "NAME=\"\n",
            "=\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsWhatWasWrittenOrRefuses(byte[] bytes) {
    decode(EQUALS, bytes);
    decode(RELEASE, bytes);
    decode(COLON, bytes);
    decode(LineDecoder.of(Integer::parseInt).allowingNoLines(), bytes);
    List<String> lines = decode(LineDecoder.ofText().allowingNoLines(), bytes);
    if (lines != null) {
      String printed = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
      assertThat(printed.getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
    }
  }

  private static <T> T decode(Decoder<T> decoder, byte[] bytes) {
    CapturedOutput output = new CapturedOutput(CapturedStream.of(bytes), CapturedStream.empty());
    try {
      return decoder.decode(output, new ExitStatus(0));
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(1000);
      return null;
    }
  }
}
