package dog.rebe.node;

import java.util.OptionalInt;

/** Reads a port: digits only, 1 to 65535. */
final class PortNumber {

  private PortNumber() {}

  static OptionalInt parse(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = digits ? Integer.parseInt(text) : 0;
    return port >= 1 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
  }
}
