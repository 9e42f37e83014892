package dog.rebe.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

  private static final Place PLACE = new Place(Path.of("config"), 7);

  private static Optional<Directive> read(String line) {
    return LineReader.read(line, PLACE);
  }

  private static List<String> arguments(String line) {
    return read(line).orElseThrow().arguments();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HostName web.example",
        "hostname=web.example",
        "HOSTNAME = web.example",
        "\tHostName\t=\tweb.example \r",
        "HostName \"web.example\"",
        "HostName 'web.example' # comment",
        "HostName web.\"exam\"ple"
      })
  void keywordAndValueInEveryForm(String line) {
    Directive directive = read(line).orElseThrow();
    assertThat(directive.keyword()).isEqualTo("hostname");
    assertThat(directive.argument()).isEqualTo("web.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t\r", "# HostName x", "  #x"})
  void blankLinesAndComments(String line) {
    assertThat(read(line)).isEmpty();
  }

  @Test
  void quotesAndBackslashes() {
    assertThat(arguments("Host a \"b c\" 'd \"e' f\\ g h\\\\i j\\k \"l\\\"m\""))
        .containsExactly("a", "b c", "d \"e", "f g", "h\\i", "j\\k", "l\"m");
    assertThat(arguments("Host a#b #c")).containsExactly("a#b");
    assertThat(arguments("Host a \"#b\"")).containsExactly("a", "#b");
    assertThat(arguments("Host \"\" a")).containsExactly("", "a");
    assertThat(arguments("Host a = b")).containsExactly("a", "=", "b");
  }

  @Test
  void oldNamesAreReadAsNewOnes() {
    assertThat(read("PubkeyAcceptedKeyTypes x").orElseThrow().keyword())
        .isEqualTo("pubkeyacceptedalgorithms");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HostName", "HostName =", "= x", "HostName \"x", "HostName 'x\"", "a\u0000 b"})
  void refusesHalfLines(String line) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(SshConfigException.class)
        .hasMessageStartingWith("config:7: ");
  }

  @Property
  void quotedValuesComeBack(
      @ForAll @NotEmpty @Size(max = 4)
          List<
                  @StringLength(max = 8) @net.jqwik.api.constraints.CharRange(from = ' ', to = '~')
                  String>
              values) {
    String line =
        "Host "
            + values.stream()
                .map(value -> "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(" "));
    assertThat(arguments(line)).isEqualTo(values);
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll String line) {
    try {
      read(line).ifPresent(directive -> assertThat(directive.keyword()).isNotEmpty());
    } catch (SshConfigException expected) {
      assertThat(expected.line()).hasValue(7);
    }
  }
}
