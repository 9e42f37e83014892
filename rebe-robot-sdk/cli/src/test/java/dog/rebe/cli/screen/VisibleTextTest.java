package dog.rebe.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VisibleTextTest {

  @Test
  void showsControlSequencesInsteadOfObeyingThem() {
    assertThat(VisibleText.line("\u001b[2J\u0007\u009b1m", 80)).isEqualTo("\\x1b[2J\\x07\\x9b1m");
  }

  @Test
  void showsLineEndsInOneLine() {
    assertThat(VisibleText.line("a\r\nb\tc", 80)).isEqualTo("a\\r\\nb\\tc");
  }

  @Test
  void showsCharactersThatTurnTheTextAround() {
    assertThat(VisibleText.line("\u202eevil", 80)).isEqualTo("\\u{202e}evil");
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(VisibleText.line("0123456789", 8)).isEqualTo("01234...");
    assertThat(VisibleText.line("01234567", 8)).isEqualTo("01234567");
  }

  @Test
  void expandsTabsOfOutput() {
    assertThat(VisibleText.outputLine("a\tbc\td", 80)).isEqualTo("a       bc      d");
  }

  @Property
  void nothingThatIsShownActs(@ForAll String text, @ForAll @IntRange(min = 4, max = 50) int max) {
    for (String shown :
        new String[] {VisibleText.line(text, max), VisibleText.outputLine(text, max)}) {
      assertThat(shown.codePoints())
          .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
  }
}
