package dog.rebe.ssh.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WildcardTest {

  @Property
  void agreesWithRegularExpression(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    assertThat(Wildcard.matches(pattern, text))
        .as("%s matches %s", pattern, text)
        .isEqualTo(regularExpression(pattern).matcher(text).matches());
  }

  @Property
  void everyTextMatchesItselfWithCharactersHidden(@ForAll("texts") String text) {
    assertThat(Wildcard.matches(text, text)).isTrue();
    assertThat(Wildcard.matches("?".repeat(text.length()), text)).isTrue();
    assertThat(Wildcard.matches("*" + text + "*", text)).isTrue();
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab.*?").ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab.").ofMaxLength(8);
  }

  private static Pattern regularExpression(String pattern) {
    return Pattern.compile(
        pattern
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + (char) c))
            .collect(Collectors.joining()),
        Pattern.DOTALL);
  }

  @Test
  void manyStarsTakeNoExponentialTime() {
    assertThat(Wildcard.matches("*a".repeat(2_000) + "b", "a".repeat(20_000))).isFalse();
  }

  @Test
  void everythingElseStandsForItself() {
    assertThat(Wildcard.matches("[a-c].x", "b.x")).isFalse();
    assertThat(Wildcard.matches("[a-c].x", "[a-c].x")).isTrue();
    assertThat(Wildcard.matches("web", "WEB")).isFalse();
  }
}
