package dog.rebe.ssh.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainWordsTest {

  @Property
  void readsWhatIsInSingleQuotesAsItStands(@ForAll List<String> words) {
    String line =
        words.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    assertThat(PlainWords.of(line)).contains(words);
  }

  @Test
  void knowsDoubleQuotesAndBackslashes() {
    assertThat(PlainWords.of("a \"b \\\" 'c'\" d\\ e  \"\""))
        .contains(List.of("a", "b \" 'c'", "d e", ""));
  }

  @Test
  void hasNoWordsInAnEmptyLine() {
    assertThat(PlainWords.of("  \t ")).contains(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a|b", "a; b", "echo $HOME", "ls *", "a && b", "a >b", "`a`", "\"$x\"", "'open"})
  void leavesToARealShellWhatNeedsOne(String line) {
    assertThat(PlainWords.of(line)).isEmpty();
  }
}
