package dog.rebe.command;

/**
 * How a line with a key and a value is written.
 *
 * @param sign what separates the two
 * @param trim whether blanks around key and value are left out
 * @param unquote whether values are read as a shell reads them
 * @param comments whether a line that begins with {@code #} is a comment
 */
record KeyValueSyntax(char sign, boolean trim, boolean unquote, boolean comments) {

  static final KeyValueSyntax EQUALS = new KeyValueSyntax('=', false, false, false);
  static final KeyValueSyntax COLON = new KeyValueSyntax(':', true, false, false);

  private static final String ESCAPED_IN_DOUBLE_QUOTES = "\"\\$`";

  KeyValueSyntax withUnquoting() {
    return new KeyValueSyntax(sign, trim, true, comments);
  }

  KeyValueSyntax withComments() {
    return new KeyValueSyntax(sign, trim, unquote, true);
  }

  boolean isComment(String line) {
    return comments && line.startsWith("#");
  }

  String key(String line) throws DecodeException {
    String key = line.substring(0, signIn(line));
    String trimmed = key.strip();
    if (trimmed.isEmpty() || (!trim && !trimmed.equals(key))) {
      throw new DecodeException("a key directly before '" + sign + "' was expected");
    }
    return trimmed;
  }

  String value(String line) throws DecodeException {
    String value = line.substring(signIn(line) + 1);
    String trimmed = trim ? value.strip() : value;
    return unquote ? unquoted(trimmed) : trimmed;
  }

  private int signIn(String line) throws DecodeException {
    int index = line.indexOf(sign);
    if (index < 0) {
      throw new DecodeException("'" + sign + "' was expected between a key and a value");
    }
    return index;
  }

  private static String unquoted(String value) throws DecodeException {
    char first = value.isEmpty() ? ' ' : value.charAt(0);
    if (first == '\'' || first == '"') {
      return first == '"' ? doubleQuoted(value) : singleQuoted(value);
    }
    if (value.chars().anyMatch(c -> Character.isWhitespace(c) || "'\"\\".indexOf(c) >= 0)) {
      throw new DecodeException("a value with blanks, quotes or backslashes must stand in quotes");
    }
    return value;
  }

  private static String singleQuoted(String value) throws DecodeException {
    int end = value.indexOf('\'', 1);
    if (end != value.length() - 1) {
      throw badQuotes();
    }
    return value.substring(1, end);
  }

  private static String doubleQuoted(String value) throws DecodeException {
    StringBuilder text = new StringBuilder();
    int i = 1;
    while (i < value.length() && value.charAt(i) != '"') {
      boolean escape =
          value.charAt(i) == '\\'
              && i + 1 < value.length()
              && ESCAPED_IN_DOUBLE_QUOTES.indexOf(value.charAt(i + 1)) >= 0;
      i += escape ? 1 : 0;
      text.append(value.charAt(i));
      i++;
    }
    if (i != value.length() - 1) {
      throw badQuotes();
    }
    return text.toString();
  }

  private static DecodeException badQuotes() {
    return new DecodeException("a value in quotes ends with its quote and nothing behind it");
  }
}
