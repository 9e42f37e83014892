package dog.rebe.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table in plain columns. One column gives way where the table is wider than the screen; nothing
 * is wrapped. A row may have a note, a full-width line below it.
 */
public final class Table {

  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<Row> rows = new ArrayList<>();

  /** A table with these columns. */
  public Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /** A column of a table. */
  public enum Alignment {
    START,
    END,
    /** Like START, and this one is cut when there is not enough room. */
    GIVING_WAY
  }

  /** Its heading and how it is aligned. */
  public record Column(String heading, Alignment alignment) {}

  private record Row(List<String> cells, List<String> notes) {}

  /** Adds a row. The cells are shown as they are: make foreign text visible first. */
  public Table row(String... cells) {
    return row(List.of(cells), List.of());
  }

  /** Adds a row with lines of notes below it. */
  public Table row(List<String> cells, List<String> notes) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(new Row(List.copyOf(cells), List.copyOf(notes)));
    return this;
  }

  /** Whether no row was added. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Prints headings and rows. */
  public void print(Screen screen, int indent) {
    int[] widths = widths(screen.columns() - indent);
    String margin = " ".repeat(indent);
    screen.line(
        Tone.FAINT, margin + line(columns.stream().map(Column::heading).toList(), widths, screen));
    for (Row row : rows) {
      screen.line(Tone.PLAIN, margin + line(row.cells(), widths, screen));
      row.notes().forEach(note -> screen.line(Tone.FAINT, note));
    }
  }

  private int[] widths(int room) {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(
                i ->
                    Math.max(
                        TextWidth.of(columns.get(i).heading()),
                        rows.stream()
                            .mapToInt(r -> TextWidth.of(r.cells().get(i)))
                            .max()
                            .orElse(0)))
            .toArray();
    int excess = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) - room;
    while (excess > 0 && narrowWidest(widths)) {
      excess--;
    }
    return widths;
  }

  /** Takes a column from the widest that gives way; false if none of them can give more. */
  private boolean narrowWidest(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean gives =
          columns.get(i).alignment() == Alignment.GIVING_WAY
              && widths[i] > Math.max(8, TextWidth.of(columns.get(i).heading()));
      if (gives && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    if (widest >= 0) {
      widths[widest]--;
    }
    return widest >= 0;
  }

  private String line(List<String> cells, int[] widths, Screen screen) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = TextWidth.cut(cells.get(i), widths[i], screen.glyphs().more());
      line.append(i == 0 ? "" : GAP)
          .append(
              columns.get(i).alignment() == Alignment.END
                  ? TextWidth.padStart(cell, widths[i])
                  : TextWidth.padEnd(cell, widths[i]));
    }
    return line.toString().stripTrailing();
  }
}
