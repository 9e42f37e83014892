package dog.rebe.execution;

import java.util.Objects;

/**
 * A terminal that a command is given on the node (RFC 4254, section 6.2).
 *
 * @param type the value of {@code TERM}, for instance {@code xterm-256color}: 1 to 64 letters,
 *     digits and {@code -+._}
 * @param columns its width in characters, 1 to 10,000
 * @param rows its height in characters, 1 to 10,000
 */
public record Terminal(String type, int columns, int rows) {

  private static final int MOST_CHARACTERS = 10_000;

  public Terminal {
    Objects.requireNonNull(type, "type");
    if (!type.matches("[A-Za-z0-9+._-]{1,64}")) {
      throw new IllegalArgumentException(
          "'" + type + "' is no type of a terminal: use one that terminfo knows, like xterm");
    }
    requireSize(columns, rows);
  }

  static void requireSize(int columns, int rows) {
    if (columns < 1 || columns > MOST_CHARACTERS || rows < 1 || rows > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "A terminal of "
              + columns
              + " columns and "
              + rows
              + " rows cannot be: use 1 to "
              + MOST_CHARACTERS);
    }
  }

  /** A terminal of type {@code xterm-256color}. */
  public static Terminal of(int columns, int rows) {
    return new Terminal("xterm-256color", columns, rows);
  }
}
