package dog.rebe.command;

import java.util.Arrays;

/** Finds bytes in bytes. */
final class ByteSearch {

  private ByteSearch() {}

  /**
   * Where {@code needle} first stands in {@code haystack} at or after {@code from}; -1 where it
   * does not.
   */
  static int indexOf(byte[] haystack, byte[] needle, int from) {
    int last = haystack.length - needle.length;
    for (int i = from; i <= last; i++) {
      if (haystack[i] == needle[0]
          && Arrays.equals(haystack, i, i + needle.length, needle, 0, needle.length)) {
        return i;
      }
    }
    return -1;
  }

  /** Where the next newline stands at or after {@code from}; -1 where there is none. */
  static int newline(byte[] haystack, int from) {
    for (int i = from; i < haystack.length; i++) {
      if (haystack[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
