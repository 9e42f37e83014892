package dog.rebe.sandbox.shell;

/** The characters of a script, from one position on. */
final class Characters {

  static final char END = '\0';

  private final String text;
  private int at;

  Characters(String text) {
    this.text = text;
  }

  char peek() {
    return peek(0);
  }

  char peek(int further) {
    return at + further < text.length() ? text.charAt(at + further) : END;
  }

  char next() {
    char here = peek();
    at++;
    return here;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  boolean take(String expected) {
    if (text.startsWith(expected, at)) {
      at += expected.length();
      return true;
    }
    return false;
  }

  /** Blanks, line ends after a backslash, and comments. */
  void skipBlanks() {
    while (true) {
      if (peek() == ' ' || peek() == '\t') {
        at++;
      } else if (peek() == '\\' && peek(1) == '\n') {
        at += 2;
      } else if (peek() == '#') {
        while (!isAtEnd() && peek() != '\n') {
          at++;
        }
      } else {
        return;
      }
    }
  }

  /** A name of a variable; empty if there is none. */
  String name() {
    int from = at;
    while (isNamePart(peek(), at > from)) {
      at++;
    }
    return text.substring(from, Math.min(at, text.length()));
  }

  static boolean isNamePart(char c, boolean digitsToo) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (digitsToo && c >= '0' && c <= '9');
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }
}
