package dog.rebe.verify;

import java.util.Arrays;
import java.util.Random;

/** One random change to some bytes. */
final class Tampering {

  private Tampering() {}

  /** Other bytes than these. */
  static byte[] of(byte[] bytes, Random random) {
    byte[] changed = bytes;
    while (Arrays.equals(changed, bytes)) {
      changed = once(bytes, random);
    }
    return changed;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int length = 1 + random.nextInt(Math.min(400, bytes.length - at));
    return switch (random.nextInt(7)) {
      case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
      case 1 -> with(bytes, at, (byte) random.nextInt(256));
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> spliced(bytes, at, at + length, new byte[0]);
      case 4 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      case 5 -> spliced(bytes, at, at, noise(length, random));
      default -> moved(bytes, random.nextInt(bytes.length - length + 1), at, length);
    };
  }

  private static byte[] with(byte[] bytes, int at, byte other) {
    byte[] changed = bytes.clone();
    changed[at] = other;
    return changed;
  }

  private static byte[] noise(int length, Random random) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] moved(byte[] bytes, int from, int to, int length) {
    byte[] changed = bytes.clone();
    System.arraycopy(bytes, from, changed, to, length);
    return changed;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
    byte[] all = Arrays.copyOf(bytes, from + instead.length + bytes.length - to);
    System.arraycopy(instead, 0, all, from, instead.length);
    System.arraycopy(bytes, to, all, from + instead.length, bytes.length - to);
    return all;
  }
}
