package dog.rebe.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fault-65")
class VisibleTextTest {

  @Test
  void leavesOrdinaryTextOfAnyLanguageAsItIs() {
    String text = "df: /mnt/größe 日本語 שלום 👍 50%";
    assertThat(VisibleText.line(text, 100)).isEqualTo(text);
    assertThat(VisibleText.line(text.getBytes(StandardCharsets.UTF_8), 100)).isEqualTo(text);
  }

  @Test
  void writesOutWhatSteersATerminal() {
    assertThat(VisibleText.line("a\u001b[2Jb\u009bc\u0007\u007f", 100))
        .isEqualTo("a\\u001b[2Jb\\u009bc\\u0007\\u007f");
    assertThat(VisibleText.line("a\r\n\tb\0", 100)).isEqualTo("a\\r\\n\\tb\\u0000");
  }

  @Test
  void writesOutWhatHidesItsMeaning() {
    assertThat(VisibleText.line("user\u202egnp.exe\u2066\u200b\u2028", 100))
        .isEqualTo("user\\u202egnp.exe\\u2066\\u200b\\u2028");
    assertThat(VisibleText.line(Character.toString(0xe0041) + "\ud83d!", 100))
        .isEqualTo("\\u{e0041}\\ud83d!");
  }

  @Test
  void showsBytesThatAreNoUtf8AsNumbers() {
    byte[] bytes = {'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa9, (byte) 0xe2, (byte) 0x82, 'z'};
    assertThat(VisibleText.line(bytes, 100)).isEqualTo("a\\xffé\\xe2\\x82z");
  }

  @Test
  void refusesOverlongAndSurrogateBytes() {
    byte[] overlongEscape = {(byte) 0xc0, (byte) 0x9b};
    byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
    assertThat(VisibleText.line(overlongEscape, 100)).isEqualTo("\\xc0\\x9b");
    assertThat(VisibleText.line(surrogate, 100)).isEqualTo("\\xed\\xa0\\x80");
  }

  @Test
  void shortensAtTheEndOfACharacterOrAnEscape() {
    assertThat(VisibleText.line("abcdef", 6)).isEqualTo("abcdef");
    assertThat(VisibleText.line("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(VisibleText.line("ab\u001bcdefg", 6)).isEqualTo("ab…");
    assertThat(VisibleText.line("👍👍👍", 2)).isEqualTo("👍…");
    assertThat(VisibleText.line("\u001b", 1)).isEqualTo("…");
  }

  @Test
  void splitsLinesAndBoundsTheirNumber() {
    byte[] bytes = "one\r\ntwo\n\nfo\rur".getBytes(StandardCharsets.UTF_8);
    assertThat(VisibleText.lines(bytes, 10, 80)).containsExactly("one", "two", "", "fo\\rur");
    assertThat(VisibleText.lines(bytes, 2, 80)).containsExactly("one", "…");
    assertThat(VisibleText.lines(new byte[0], 2, 80)).isEmpty();
  }

  @Test
  void rejectsALimitOfZero() {
    assertThatThrownBy(() -> VisibleText.line("a", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
    assertThatThrownBy(() -> VisibleText.lines(new byte[0], 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void neverHoldsAControlCharacterWhateverTheBytes(
      @ForAll @Size(max = 300) byte[] bytes, @ForAll @IntRange(min = 1, max = 400) int max) {
    assertSafe(VisibleText.line(bytes, max), max);
    List<String> lines = VisibleText.lines(bytes, 5, max);
    assertThat(lines).hasSizeLessThanOrEqualTo(5).allSatisfy(line -> assertSafe(line, max));
  }

  @Property
  void neverHoldsAControlCharacterWhateverTheText(
      @ForAll @StringLength(max = 300) String text, @ForAll @IntRange(min = 1, max = 400) int max) {
    assertSafe(VisibleText.line(text, max), max);
  }

  @Property
  void showsTheSameForTextAndForItsBytes(@ForAll @StringLength(max = 100) String text) {
    String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(VisibleText.line(wellFormed.getBytes(StandardCharsets.UTF_8), 60))
        .isEqualTo(VisibleText.line(wellFormed, 60));
  }

  private static void assertSafe(String shown, int max) {
    assertThat(shown.codePointCount(0, shown.length())).isLessThanOrEqualTo(max);
    assertThat(shown.codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> Character.getType(c) == Character.FORMAT)
        .noneMatch(c -> Character.getType(c) == Character.SURROGATE)
        .noneMatch(c -> c == 0x2028 || c == 0x2029);
  }
}
