package dog.rebe.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** Text broken at spaces into lines of a width, each with an indent. */
public final class Paragraph {

  private Paragraph() {}

  /** The lines, each with {@code indent} spaces before it, none longer than {@code columns}. */
  public static List<String> lines(String text, int indent, int columns) {
    return lines(text, " ".repeat(indent), " ".repeat(indent), columns);
  }

  /**
   * The lines, none longer than {@code columns} unless one word is.
   *
   * @param first what stands before the first line
   * @param rest what stands before the others
   */
  public static List<String> lines(String text, String first, String rest, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.strip().split("\\s+", -1)) {
      if (!empty && TextWidth.of(line.toString()) + 1 + TextWidth.of(word) > columns) {
        lines.add(line.toString());
        line = new StringBuilder(rest);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
