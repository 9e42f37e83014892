package dog.rebe.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.screen.Table.Alignment;
import dog.rebe.cli.screen.Table.Column;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

  private static Table table() {
    return new Table(
        new Column("NODES", Alignment.END),
        new Column("SYSTEM", Alignment.GIVING_WAY),
        new Column("MEMORY", Alignment.END));
  }

  @Test
  void alignsItsColumns() {
    Table table = table();
    table.row(List.of("18", "Debian 12", "7.8 GiB"), List.of("        web-[01-18]"));
    table.row("1", "Alpine", "64 MiB");
    assertThat(ScreenText.of(screen -> table.print(screen, 2)))
        .isEqualTo(
            """
              NODES  SYSTEM      MEMORY
                 18  Debian 12  7.8 GiB
                    web-[01-18]
                  1  Alpine      64 MiB
            """);
  }

  @Test
  void staysWithinTheScreen() {
    Table table = table().row("1", "A system with a name that is far too long for this", "1 MiB");
    String shown =
        ScreenText.of(
            java.nio.charset.StandardCharsets.US_ASCII,
            Map.of("COLUMNS", "40"),
            false,
            screen -> table.print(screen, 2));
    assertThat(shown.lines()).allMatch(line -> line.length() <= 40);
    assertThat(shown).contains("A system with a name...");
  }

  @Test
  void countsWideCharactersTwice() {
    Table table = table().row("1", "\u65e5\u672c", "1 B").row("1", "abcd", "1 B");
    List<String> lines = ScreenText.of(screen -> table.print(screen, 0)).lines().toList();
    assertThat(TextWidth.of(lines.get(1))).isEqualTo(TextWidth.of(lines.get(2)));
  }
}
