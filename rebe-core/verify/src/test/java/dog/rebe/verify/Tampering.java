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
    switch (random.nextInt(7)) {
      case 0:
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        return flipped;
      case 1:
        byte[] replaced = bytes.clone();
        replaced[at] = (byte) random.nextInt(256);
        return replaced;
      case 2:
        return Arrays.copyOf(bytes, at);
      case 3:
        return spliced(bytes, at, at + length, new byte[0]);
      case 4:
        return spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      case 5:
        byte[] added = new byte[length];
        random.nextBytes(added);
        return spliced(bytes, at, at, added);
      default:
        int other = random.nextInt(bytes.length - length + 1);
        byte[] moved = bytes.clone();
        System.arraycopy(bytes, other, moved, at, length);
        return moved;
    }
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
    byte[] all = Arrays.copyOf(bytes, from + instead.length + bytes.length - to);
    System.arraycopy(instead, 0, all, from, instead.length);
    System.arraycopy(bytes, to, all, from + instead.length, bytes.length - to);
    return all;
  }
}
