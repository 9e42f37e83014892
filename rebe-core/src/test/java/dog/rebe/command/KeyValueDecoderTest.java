package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValueDecoderTest {

  private static KeyValues decode(Decoder<KeyValues> decoder, String stdout)
      throws DecodeException {
    return decoder.decode(
        new CapturedOutput(
            CapturedStream.of(stdout.getBytes(StandardCharsets.UTF_8)), CapturedStream.empty()),
        new ExitStatus(0));
  }

  private static void refuses(KeyValueDecoder decoder, String stdout, String message) {
    assertThatThrownBy(() -> decode(decoder, stdout))
        .as(stdout)
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsKeysWithAnEqualsSign() throws DecodeException {
    KeyValues values =
        decode(
            KeyValueDecoder.equalsSign().required("A", "B").optional("C", "D"),
            "B= x=y \nA=\nC=1\n");
    assertThat(values.value("B")).isEqualTo(" x=y ");
    assertThat(values.value("A")).isEmpty();
    assertThat(values.find("C")).contains("1");
    assertThat(values.find("D")).isEmpty();
    assertThat(values.asMap())
        .containsExactly(Map.entry("B", " x=y "), Map.entry("A", ""), Map.entry("C", "1"));
    assertThatThrownBy(() -> values.value("D")).hasMessageContaining("declare it as required");
  }

  @Test
  void readsKeysWithAColon() throws DecodeException {
    KeyValues values =
        decode(
            KeyValueDecoder.colon().required("MemTotal", "model name").optional("flags"),
            "MemTotal:       16384 kB\nmodel name\t: ARM: v7\nflags:\n");
    assertThat(values.value("MemTotal")).isEqualTo("16384 kB");
    assertThat(values.value("model name")).isEqualTo("ARM: v7");
    assertThat(values.value("flags")).isEmpty();
  }

  @Test
  void readsAnOsRelease() throws DecodeException {
    KeyValueDecoder decoder =
        KeyValueDecoder.equalsSign()
            .unquoting()
            .skippingComments()
            .skippingEmptyLines()
            .required("ID", "PRETTY_NAME")
            .optional("VERSION")
            .ignoringOthers();
    KeyValues values =
        decode(
            decoder,
            "# os\n\nID=debian\nPRETTY_NAME=\"Debian \\\"12\\\" \\$5 \\n\"\nVERSION='a \"b\" \\'\nHOME_URL=\"https://x\"\n");
    assertThat(values.value("ID")).isEqualTo("debian");
    assertThat(values.value("PRETTY_NAME")).isEqualTo("Debian \"12\" $5 \\n");
    assertThat(values.value("VERSION")).isEqualTo("a \"b\" \\");
    assertThat(values.asMap()).hasSize(3);
  }

  @Test
  void refusesWhatItDidNotExpect() {
    KeyValueDecoder decoder = KeyValueDecoder.equalsSign().required("A").optional("B");
    refuses(decoder, "B=1\n", "The required key A is missing");
    refuses(
        decoder,
        "A=1\nC\u001b=2\n",
        "Line 2 of standard output: the key C\\u001b was not expected");
    refuses(decoder, "A=1\nB=1\nA=1\n", "Line 3 of standard output: the key A came before");
    refuses(decoder, "A=1\nB\n", "Line 2 of standard output: '=' was expected");
    refuses(decoder, "A=1\n =2\n", "a key directly before '='");
    refuses(decoder, "A =1\n", "a key directly before '='");
    refuses(decoder, "A=1\n\n", "Line 2 of standard output: it is empty");
    refuses(decoder, "A=1", "the last line does not end");
    refuses(decoder, "# c\nA=1\n", "'=' was expected");
    refuses(decoder, "", "At least one line");
    refuses(decoder.ignoringOthers(), "A=1\nC=1\nC=2\n", "the key C came before");
  }

  @Test
  void readsWholeNumbersAndNamesTheKeyOfWhatIsNone() throws DecodeException {
    KeyValueDecoder decoder = KeyValueDecoder.equalsSign().required("PORT");
    assertThat(decode(decoder, "PORT=8080\n").integer("PORT")).isEqualTo(8080);
    KeyValues values = decode(decoder, "PORT=80 80\n");
    assertThatThrownBy(() -> values.integer("PORT"))
        .isInstanceOf(DecodeException.class)
        .hasMessage("The value of PORT must be a whole number, not '80 80'");
  }

  @Test
  void rejectsAKeyThatIsRequiredAndOptional() {
    KeyValueDecoder decoder = KeyValueDecoder.equalsSign().required("A").optional("B");
    assertThatThrownBy(() -> decoder.optional("A")).hasMessageContaining("A was declared as req");
    assertThatThrownBy(() -> decoder.required("B")).hasMessageContaining("B was declared as opt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a", "a\"", "\"a\" b", "'a", "'a'b'", "'a' ", "\"a\\\"", "a b", "a'b", "a\\b", "\""
      })
  void refusesQuotesThatDoNotMatch(String value) {
    refuses(KeyValueDecoder.equalsSign().unquoting().required("A"), "A=" + value + "\n", "Line 1");
  }

  @Property(tries = 300)
  void givesBackWhatAShellWouldHaveQuoted(
      @ForAll
          @StringLength(max = 20)
          @net.jqwik.api.constraints.AlphaChars
          @net.jqwik.api.constraints.Chars({'"', '\\', '$', '`', '\'', ' ', '=', '#'})
          String value)
      throws DecodeException {
    String quoted = "\"" + value.replaceAll("([\"\\\\$`])", "\\\\$1") + "\"";
    KeyValueDecoder decoder = KeyValueDecoder.equalsSign().unquoting().required("A");
    assertThat(decode(decoder, "A=" + quoted + "\n").value("A")).isEqualTo(value);
  }

  @Property(tries = 300)
  void givesBackTheKeysAndValuesThatWereWritten(@ForAll("pairs") Map<String, String> pairs)
      throws DecodeException {
    StringBuilder output = new StringBuilder();
    pairs.forEach((key, value) -> output.append(key).append('=').append(value).append('\n'));
    KeyValueDecoder decoder =
        KeyValueDecoder.equalsSign().required(pairs.keySet().toArray(String[]::new));
    assertThat(decode(decoder, output.toString()).asMap()).isEqualTo(pairs);
  }

  @Provide
  Arbitrary<Map<String, String>> pairs() {
    Arbitrary<String> keys = Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(8);
    Arbitrary<String> values = Arbitraries.strings().ascii().excludeChars('\n').ofMaxLength(12);
    return Arbitraries.maps(keys, values).ofMinSize(1).ofMaxSize(6);
  }
}
