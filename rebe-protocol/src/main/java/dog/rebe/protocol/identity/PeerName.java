package dog.rebe.protocol.identity;

/** What a peer may be called. */
final class PeerName {

  private static final int MAX_LENGTH = 255;

  private PeerName() {}

  static String require(String name) {
    if (name.isEmpty()
        || name.length() > MAX_LENGTH
        || !name.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "A peer's name has 1 to "
              + MAX_LENGTH
              + " printable ASCII characters without white space");
    }
    return name;
  }
}
