package dog.rebe.node;

import dog.rebe.outcome.VisibleText;
import java.util.OptionalLong;

/**
 * An inventory that cannot be used: unreadable, not of its format, or wrong in one place. The
 * message names the source, the line, the value, and what to do about it.
 */
public final class InventoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int MAX_SHOWN = 80;

  private final String source;
  private final long line;
  private final String remedy;

  private InventoryException(String source, long line, String problem, String remedy) {
    super(source + (line > 0 ? ", line " + line : "") + ": " + problem + ". " + remedy + ".");
    this.source = source;
    this.line = line;
    this.remedy = remedy;
  }

  /**
   * An inventory that is wrong in one place.
   *
   * @param source its file, or another name
   * @param line the line, from 1
   * @param problem what is wrong, naming the value; without a full stop
   * @param remedy what to do about it; without a full stop
   */
  public static InventoryException at(String source, long line, String problem, String remedy) {
    if (line < 1) {
      throw new IllegalArgumentException("Lines count from 1, not from " + line);
    }
    return new InventoryException(source, line, problem, remedy);
  }

  /**
   * An inventory that is wrong as a whole.
   *
   * @param source its file, or another name
   * @param problem what is wrong; without a full stop
   * @param remedy what to do about it; without a full stop
   */
  public static InventoryException of(String source, String problem, String remedy) {
    return new InventoryException(source, 0, problem, remedy);
  }

  /** The file, or another name of what was read. */
  public String source() {
    return source;
  }

  /** The line, from 1; empty if it is about the whole. */
  public OptionalLong line() {
    return line > 0 ? OptionalLong.of(line) : OptionalLong.empty();
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  /** A value as it is shown in a message: in quotes, escaped and shortened. */
  static String shown(String value) {
    return "'" + VisibleText.line(value, MAX_SHOWN) + "'";
  }
}
