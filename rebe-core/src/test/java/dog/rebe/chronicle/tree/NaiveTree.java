package dog.rebe.chronicle.tree;

import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 9162, section 2.1, word for word, over a list of entries. */
final class NaiveTree {

  private NaiveTree() {}

  static TreeHash root(List<byte[]> entries) {
    if (entries.isEmpty()) {
      return TreeHash.ofNothing();
    }
    if (entries.size() == 1) {
      return TreeHash.ofLeaf(entries.get(0));
    }
    int k = split(entries.size());
    return TreeHash.ofChildren(
        root(entries.subList(0, k)), root(entries.subList(k, entries.size())));
  }

  static List<TreeHash> path(int m, List<byte[]> entries) {
    int n = entries.size();
    if (n == 1) {
      return List.of();
    }
    int k = split(n);
    return m < k
        ? then(path(m, entries.subList(0, k)), root(entries.subList(k, n)))
        : then(path(m - k, entries.subList(k, n)), root(entries.subList(0, k)));
  }

  static List<TreeHash> proof(int m, List<byte[]> entries) {
    return m == 0 ? List.of() : subproof(m, entries, true);
  }

  private static List<TreeHash> subproof(int m, List<byte[]> entries, boolean complete) {
    int n = entries.size();
    if (m == n) {
      return complete ? List.of() : List.of(root(entries));
    }
    int k = split(n);
    return m <= k
        ? then(subproof(m, entries.subList(0, k), complete), root(entries.subList(k, n)))
        : then(subproof(m - k, entries.subList(k, n), false), root(entries.subList(0, k)));
  }

  private static List<TreeHash> then(List<TreeHash> hashes, TreeHash last) {
    List<TreeHash> all = new ArrayList<>(hashes);
    all.add(last);
    return all;
  }

  private static int split(int n) {
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }
}
