package dog.rebe.chronicle.tree;

import java.util.Iterator;
import java.util.List;

/**
 * Shows that a tree is the beginning of a larger one: that nothing in it was changed, removed or
 * moved since (RFC 9162, section 2.1.4).
 *
 * @param firstSize how many entries the smaller tree has
 * @param secondSize how many entries the larger tree has; at least as many
 * @param path the hashes, in the order of the RFC; none if the smaller tree is empty or both have
 *     the same size
 */
public record ConsistencyProof(long firstSize, long secondSize, List<TreeHash> path) {

  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /**
   * Whether it shows that the tree with the first root is the beginning of the other. That a tree
   * without entries is the beginning of every other needs no proof, and none is taken for one.
   */
  public boolean proves(TreeHash firstRoot, TreeHash secondRoot) {
    if (firstSize <= 0 || firstSize > secondSize) {
      return false;
    }
    if (firstSize == secondSize) {
      return path.isEmpty() && firstRoot.equals(secondRoot);
    }
    return !path.isEmpty() && climb(firstRoot, secondRoot);
  }

  private boolean climb(TreeHash firstRoot, TreeHash secondRoot) {
    Iterator<TreeHash> hashes = path.iterator();
    int shared = Long.numberOfTrailingZeros(firstSize);
    long place = (firstSize - 1) >> shared;
    long last = (secondSize - 1) >> shared;
    TreeHash first = place == 0 ? firstRoot : hashes.next();
    TreeHash second = first;
    while (hashes.hasNext()) {
      if (last == 0) {
        return false;
      }
      TreeHash beside = hashes.next();
      if ((place & 1) == 1 || place == last) {
        first = TreeHash.ofChildren(beside, first);
        second = TreeHash.ofChildren(beside, second);
        int risen = (place & 1) == 1 || place == 0 ? 0 : Long.numberOfTrailingZeros(place);
        place >>= risen;
        last >>= risen;
      } else {
        second = TreeHash.ofChildren(second, beside);
      }
      place >>= 1;
      last >>= 1;
    }
    return last == 0 && first.equals(firstRoot) && second.equals(secondRoot);
  }
}
