package dog.rebe.chronicle.tree;

import java.util.ArrayList;
import java.util.List;

/** Roots and proofs by the recursive definitions of RFC 9162, over complete subtrees. */
final class Proofs {

  private final Nodes nodes;

  Proofs(Nodes nodes) {
    this.nodes = nodes;
  }

  /** The hash of the tree over the first {@code size} entries. */
  TreeHash root(long size) {
    return size == 0 ? TreeHash.ofNothing() : over(0, size);
  }

  /** PATH(index, D_size) of section 2.1.3.1. */
  InclusionProof inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "A tree of " + size + " entries has none at index " + index);
    }
    List<TreeHash> path = new ArrayList<>();
    path(index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  private void path(long index, long from, long to, List<TreeHash> path) {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      path(index, from, middle, path);
      path.add(over(middle, to));
    } else {
      path(index, middle, to, path);
      path.add(over(from, middle));
    }
  }

  /** PROOF(first, D_second) of section 2.1.4.1; empty if the first tree is empty. */
  ConsistencyProof consistency(long first, long second) {
    if (first < 0 || first > second) {
      throw new IllegalArgumentException(
          "A tree of " + second + " entries has no beginning of " + first);
    }
    List<TreeHash> path = new ArrayList<>();
    if (first > 0) {
      subproof(first, 0, second, true, path);
    }
    return new ConsistencyProof(first, second, path);
  }

  private void subproof(long first, long from, long to, boolean whole, List<TreeHash> path) {
    if (first == to) {
      if (!whole) {
        path.add(over(from, to));
      }
      return;
    }
    long middle = from + split(to - from);
    if (first <= middle) {
      subproof(first, from, middle, whole, path);
      path.add(over(middle, to));
    } else {
      subproof(first, middle, to, false, path);
      path.add(over(from, middle));
    }
  }

  private TreeHash over(long from, long to) {
    long length = to - from;
    if (Long.bitCount(length) == 1 && from % length == 0) {
      return nodes.node(Long.numberOfTrailingZeros(length), from / length);
    }
    long middle = from + split(length);
    return TreeHash.ofChildren(over(from, middle), over(middle, to));
  }

  /** The largest power of two below a length of at least 2. */
  private static long split(long length) {
    return Long.highestOneBit(length - 1);
  }
}
