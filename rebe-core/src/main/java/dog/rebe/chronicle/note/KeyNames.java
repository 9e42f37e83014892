package dog.rebe.chronicle.note;

/** What a key may be called (C2SP signed-note). */
final class KeyNames {

  private static final int MAX_CHARACTERS = 255;

  private KeyNames() {}

  static void check(String name) {
    boolean right =
        !name.isEmpty()
            && name.length() <= MAX_CHARACTERS
            && name.codePoints()
                .noneMatch(
                    c ->
                        c == '+'
                            || Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || Character.isISOControl(c)
                            || Character.getType(c) == Character.SURROGATE);
    if (!right) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name for a key: write 1 to "
              + MAX_CHARACTERS
              + " characters without spaces or '+', such as example.com/farm");
    }
  }
}
