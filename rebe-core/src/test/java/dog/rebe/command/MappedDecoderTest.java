package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What becomes of a value that a mapper does not understand. */
final class MappedDecoderTest {

  private static final Decoder<Integer> NUMBER = Decoder.text().map(Integer::parseInt);

  private static <T> T decode(Decoder<T> decoder, String text) throws DecodeException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return decoder.decode(
        new CapturedOutput(CapturedStream.of(bytes), CapturedStream.empty()), new ExitStatus(0));
  }

  @Test
  void mapsWhatItUnderstands() throws DecodeException {
    assertThat(decode(NUMBER, "42")).isEqualTo(42);
  }

  @Test
  void isNotUnderstoodWhereTheMapperThrows() {
    assertThatThrownBy(() -> decode(NUMBER, "many\u001b"))
        .isInstanceOfSatisfying(
            DecodeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNDECODABLE))
        .hasMessageStartingWith("'many\\u001b' was not understood: ")
        .hasMessageContaining("NumberFormatException");
  }

  @Test
  void letsTheMapperSayWhatWasExpected() {
    Decoder<String> none =
        Decoder.text()
            .map(
                text -> {
                  throw new DecodeException(FailureKind.NOT_AVAILABLE, "there is no battery");
                });
    assertThatThrownBy(() -> decode(none, "-"))
        .isInstanceOfSatisfying(
            DecodeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_AVAILABLE))
        .hasMessage("there is no battery");
  }

  @Test
  void keepsWhetherCutOutputDoes() {
    assertThat(Decoder.raw().map(output -> output.stdout().size()).acceptsCutOutput()).isTrue();
    assertThat(NUMBER.acceptsCutOutput()).isFalse();
  }
}
