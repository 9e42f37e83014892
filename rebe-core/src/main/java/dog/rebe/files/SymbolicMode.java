package dog.rebe.files;

import java.util.OptionalInt;

/** Reads permissions as {@code ls -l} prints them (POSIX, ls, "file mode"): {@code -rwsr-xr-t}. */
final class SymbolicMode {

  private SymbolicMode() {}

  /** The permission bits; empty if the text is none. What may follow (ACL, context) is ignored. */
  static OptionalInt parse(String text) {
    if (text.length() < 10) {
      return OptionalInt.empty();
    }
    int mode = 0;
    for (int i = 0; i < 9; i++) {
      char c = text.charAt(i + 1);
      int bit = 1 << (8 - i);
      int special = 1 << (11 - i / 3);
      if (c == "rwx".charAt(i % 3)) {
        mode |= bit;
      } else if (i % 3 == 2 && c == (i == 8 ? 't' : 's')) {
        mode |= bit | special;
      } else if (i % 3 == 2 && c == (i == 8 ? 'T' : 'S')) {
        mode |= special;
      } else if (c != '-') {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(mode);
  }
}
