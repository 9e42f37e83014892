package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON of a node within limits: a value without nulls, or a refusal that fits on a screen. */
final class JsonDecoderFuzzTest {

  /** Colours, so that a word can be wrong. */
  public enum Colour {
    RED,
    GREEN
  }

  /** A record with a bit of everything. */
  public record Everything(
      String name,
      long count,
      int small,
      double share,
      boolean on,
      Colour colour,
      Optional<String> note,
      List<String> words,
      Map<String, Long> sizes,
      Optional<Everything> inner) {}

  private static final JsonDecoder<Everything> STRICT =
      JsonDecoder.of(Everything.class).withMaxDepth(8).withMaxStringLength(64);

  private static final JsonDecoder<List<Everything>> LAX =
      JsonDecoder.listOf(Everything.class).ignoringUnknownFields().withMaxDepth(8);

  static Stream<byte[]> seeds() {
    String whole =
        "{\"name\":\"a\",\"count\":9223372036854775807,\"small\":1,\"share\":0.5,\"on\":true,"
            + "\"colour\":\"RED\",\"note\":null,\"words\":[\"a\",\"b\"],\"sizes\":{\"x\":1},"
            + "\"inner\":null}";
    return Stream.of(
            whole,
            "[" + whole + "]",
            "{\"name\":1}",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "[".repeat(20),
            "{\"count\":1e999999999}",
            "{\"share\":" + "9".repeat(120) + "}",
            "{\"colour\":0}",
            "{\"sizes\":{\"x\":null}}",
            "\ufeff{} {}",
            "null")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsAValueOrRefusesShortly(byte[] bytes) {
    check(STRICT, bytes);
    check(LAX, bytes);
  }

  private static void check(JsonDecoder<?> decoder, byte[] bytes) {
    CapturedOutput output = new CapturedOutput(CapturedStream.of(bytes), CapturedStream.empty());
    try {
      Object value = decoder.decode(output, new ExitStatus(0));
      assertThatCode(value::toString).doesNotThrowAnyException();
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(1000);
    }
  }
}
