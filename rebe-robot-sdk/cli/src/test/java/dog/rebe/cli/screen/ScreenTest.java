package dog.rebe.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

  @Test
  void showsNoColourWhereItIsNoTerminal() {
    assertThat(ScreenText.of(screen -> screen.line(Tone.BAD, "red"))).isEqualTo("red\n");
  }

  @Test
  void showsColourOnATerminal() {
    assertThat(onTerminal(Map.of())).isEqualTo("\u001b[31mred\u001b[0m\n");
  }

  @Test
  void respectsNoColor() {
    assertThat(onTerminal(Map.of("NO_COLOR", "1"))).isEqualTo("red\n");
  }

  @Test
  void ignoresAnEmptyNoColor() {
    assertThat(onTerminal(Map.of("NO_COLOR", ""))).contains("\u001b[31m");
  }

  @Test
  void showsNoColourOnADumbTerminal() {
    assertThat(onTerminal(Map.of("TERM", "dumb"))).isEqualTo("red\n");
  }

  @Test
  void takesItsWidthFromTheEnvironmentWithinReason() {
    assertThat(columns("120")).isEqualTo(120);
    assertThat(columns("7")).isEqualTo(40);
    assertThat(columns("9999")).isEqualTo(160);
    assertThat(columns("wide")).isEqualTo(80);
    assertThat(columns("")).isEqualTo(80);
  }

  @Test
  void escapesWhatTheCharacterSetLacks() {
    String shown =
        ScreenText.of(
            StandardCharsets.US_ASCII, Map.of(), false, screen -> screen.line("caf\u00e9 \u65e5"));
    assertThat(shown).isEqualTo("caf\\u{e9} \\u{65e5}\n");
  }

  @Test
  void usesAsciiGlyphsWhereTheCharacterSetLacksTheOthers() {
    assertThat(Glyphs.of(StandardCharsets.US_ASCII)).isEqualTo(Glyphs.ASCII);
    assertThat(Glyphs.of(StandardCharsets.ISO_8859_1)).isEqualTo(Glyphs.ASCII);
    assertThat(Glyphs.of(StandardCharsets.UTF_8)).isEqualTo(Glyphs.UNICODE);
  }

  private static int columns(String text) {
    int[] columns = new int[1];
    ScreenText.of(
        StandardCharsets.UTF_8,
        Map.of("COLUMNS", text),
        false,
        screen -> columns[0] = screen.columns());
    return columns[0];
  }

  private static String onTerminal(Map<String, String> environment) {
    return ScreenText.of(
        StandardCharsets.UTF_8, environment, true, screen -> screen.line(Tone.BAD, "red"));
  }
}
