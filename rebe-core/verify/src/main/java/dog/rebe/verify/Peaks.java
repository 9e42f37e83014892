package dog.rebe.verify;

import java.util.ArrayList;
import java.util.List;

/** The roots of the complete subtrees of a growing tree, the largest first. Not thread-safe. */
final class Peaks {

  private final Sha256 sha256;
  private final List<byte[]> peaks = new ArrayList<>();
  private long size;

  Peaks(Sha256 sha256) {
    this.sha256 = sha256;
  }

  void add(byte[] leaf) {
    byte[] hash = leaf;
    // As many carries as a binary counter has
    for (long rest = size; (rest & 1) == 1; rest >>= 1) {
      hash = sha256.node(peaks.remove(peaks.size() - 1), hash);
    }
    peaks.add(hash);
    size++;
  }

  long size() {
    return size;
  }

  byte[] root() {
    if (peaks.isEmpty()) {
      return sha256.of(new byte[0]);
    }
    byte[] root = peaks.get(peaks.size() - 1);
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = sha256.node(peaks.get(i), root);
    }
    return root;
  }
}
