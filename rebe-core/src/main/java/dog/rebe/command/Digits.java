package dog.rebe.command;

/**
 * Checks what each command checks, character by character: a regular expression is made and run in
 * a microsecond or two, and compiled for a good while.
 */
final class Digits {

  private Digits() {}

  /** Whether it is a decimal number of 1 to so many digits, without a sign. */
  static boolean areDecimal(String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Whether it has so many lower-case hexadecimal digits and nothing else. */
  static boolean areHexadecimal(String text, int least, int most) {
    if (text.length() < least || text.length() > most) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
