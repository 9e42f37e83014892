package dog.rebe.facts;

import java.util.Arrays;
import java.util.List;

/** The fields of a line, read strictly. */
final class Fields {

  private final String line;
  private final List<String> fields;

  private Fields(String line, List<String> fields) {
    this.line = line;
    this.fields = fields;
  }

  /** The fields between white space. */
  static Fields of(String line) {
    return new Fields(line, Arrays.asList(line.strip().split("\\s+", -1)));
  }

  /** The fields between white space; there must be at least this many. */
  static Fields of(String line, int atLeast) throws FactException {
    Fields fields = of(line);
    if (fields.count() < atLeast) {
      throw FactException.notUnderstood("fewer than " + atLeast + " fields", line);
    }
    return fields;
  }

  int count() {
    return fields.size();
  }

  String text(int index) {
    return fields.get(index);
  }

  /** This field and all after it. */
  String rest(int index) {
    return index >= fields.size() ? "" : String.join(" ", fields.subList(index, fields.size()));
  }

  long number(int index) throws FactException {
    return number(fields.get(index), 10);
  }

  int smallNumber(int index) throws FactException {
    return Math.toIntExact(bounded(number(index)));
  }

  int smallHex(int index) throws FactException {
    String text = fields.get(index);
    return Math.toIntExact(bounded(number(text.startsWith("0x") ? text.substring(2) : text, 16)));
  }

  long hex(int index) throws FactException {
    return number(fields.get(index), 16);
  }

  double decimal(int index) throws FactException {
    String text = fields.get(index);
    if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,6})?")) {
      throw FactException.notUnderstood("no number '" + text + "'", line);
    }
    return Double.parseDouble(text);
  }

  boolean flag(int index) throws FactException {
    return switch (fields.get(index)) {
      case "0" -> false;
      case "1" -> true;
      default -> throw FactException.notUnderstood("neither 0 nor 1", line);
    };
  }

  private long bounded(long number) throws FactException {
    if (number > Integer.MAX_VALUE) {
      throw FactException.notUnderstood("a number that is too large", line);
    }
    return number;
  }

  private long number(String text, int radix) throws FactException {
    try {
      if (text.startsWith("-") || text.startsWith("+")) {
        throw FactException.notUnderstood("no number '" + text + "'", line);
      }
      return Long.parseLong(text, radix);
    } catch (NumberFormatException e) {
      throw FactException.notUnderstood("no number '" + text + "'", line);
    }
  }
}
