package dog.rebe.chronicle;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Ends lines: each gets its number and the digest of the line before it, as {@link
 * EntryLine#finish} has it, but without new objects for each. Not thread-safe.
 */
final class LineChain {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NUMBER = ",\"number\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PREVIOUS = ",\"previous\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);

  private final MessageDigest sha256 = EntryLine.newDigest();
  private final byte[] digest = new byte[sha256.getDigestLength()];
  private final byte[] previous;
  private final byte[] decimal = new byte[19];

  /**
   * @param previous the digest of the line before the first
   */
  LineChain(String previous) {
    this.previous = previous.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Adds a line, with its end.
   *
   * @param begin holds the part of it that does not depend on its place
   */
  void add(LineBytes bytes, byte[] begin, int start, int length, long number) {
    int before = bytes.size();
    bytes.add(begin, start, length);
    bytes.add(NUMBER);
    putNumber(bytes, number);
    bytes.add(PREVIOUS);
    bytes.add(previous);
    bytes.add(END);
    bytes.digest(before, sha256);
    bytes.add('\n');
    keepDigest();
  }

  private void putNumber(LineBytes bytes, long number) {
    int first = decimal.length;
    for (long rest = number; rest > 0 || first == decimal.length; rest /= 10) {
      decimal[--first] = (byte) ('0' + rest % 10);
    }
    bytes.add(decimal, first, decimal.length - first);
  }

  private void keepDigest() {
    try {
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new IllegalStateException("A digest has the length that it says", e);
    }
    for (int i = 0; i < digest.length; i++) {
      previous[2 * i] = HEX[(digest[i] >> 4) & 15];
      previous[2 * i + 1] = HEX[digest[i] & 15];
    }
  }
}
