package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LineDecoderTest {

  private static <T> T decode(Decoder<T> decoder, String stdout) throws DecodeException {
    return decode(decoder, stdout.getBytes(StandardCharsets.UTF_8));
  }

  private static <T> T decode(Decoder<T> decoder, byte[] stdout) throws DecodeException {
    return decoder.decode(
        new CapturedOutput(CapturedStream.of(stdout), CapturedStream.empty()), new ExitStatus(0));
  }

  private static void refuses(Decoder<?> decoder, String stdout, String message) {
    assertThatThrownBy(() -> decode(decoder, stdout))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsEachLine() throws DecodeException {
    assertThat(decode(LineDecoder.of(Long::parseLong), "1\n22\n-3\n"))
        .containsExactly(1L, 22L, -3L);
    assertThat(decode(LineDecoder.ofText(), "a b\r\n\t\n")).containsExactly("a b\r", "\t");
  }

  @Test
  void isStrictAboutEmptyLinesTheLastLineAndNoLines() throws DecodeException {
    LineDecoder<String> strict = LineDecoder.ofText();
    refuses(strict, "a\n\nb\n", "Line 2 of standard output: it is empty");
    refuses(strict, "a\nb", "Line 2 of standard output: the last line does not end");
    refuses(strict, "", "At least one line was expected");
    refuses(strict, "\n", "Line 1 of standard output: it is empty");

    assertThat(decode(strict.skippingEmptyLines(), "\n\na\n\n")).containsExactly("a");
    refuses(strict.skippingEmptyLines(), "\n\n", "At least one line");
    assertThat(decode(strict.finalNewlineOptional(), "a\nb")).containsExactly("a", "b");
    assertThat(decode(strict.allowingNoLines(), "")).isEmpty();
    assertThat(decode(strict.allowingNoLines().skippingEmptyLines(), "\n")).isEmpty();
  }

  @Test
  void namesTheLineThatIsNotUnderstood() {
    refuses(
        LineDecoder.of(Long::parseLong),
        "1\n2\u001b\n3\n",
        "Line 2 of standard output: '2\\u001b' was not understood: java.lang.NumberFormatException");
    LineDecoder<String> picky =
        LineDecoder.of(
            line -> {
              throw new DecodeException("a vowel was expected");
            });
    refuses(picky, "x\n", "Line 1 of standard output: a vowel was expected, in 'x'");
  }

  @Test
  @Tag("fault-8")
  void boundsALine() throws DecodeException {
    LineDecoder<String> decoder = LineDecoder.ofText().withMaxLineBytes(4);
    assertThat(decode(decoder, "1234\nää\n")).hasSize(2);
    refuses(decoder, "12345\n", "Line 1 of standard output: it has 5 bytes, more than 4");
    refuses(LineDecoder.ofText(), "x".repeat(65_537) + "\n", "more than 65536");
    assertThatThrownBy(() -> decoder.withMaxLineBytes(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("fault-4")
  void refusesALineThatIsNotUtf8() {
    byte[] bytes = {'a', '\n', 'b', (byte) 0xff, '\n'};
    assertThatThrownBy(() -> decode(LineDecoder.ofText(), bytes))
        .hasMessage("Line 2 of standard output: it is not UTF-8 text: 'b\\xff'");
  }

  @Property(tries = 300)
  void givesBackTheLinesThatWereWritten(@ForAll("lines") List<String> lines)
      throws DecodeException {
    String output = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
    assertThat(decode(LineDecoder.ofText().allowingNoLines(), output)).isEqualTo(lines);
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.strings()
        .ofMinLength(1)
        .ofMaxLength(20)
        .excludeChars('\n')
        .map(s -> new String(s.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .list()
        .ofMaxSize(10);
  }
}
