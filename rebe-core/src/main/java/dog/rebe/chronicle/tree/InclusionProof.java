package dog.rebe.chronicle.tree;

import java.util.List;

/**
 * Shows that an entry stands at a place of a tree (RFC 9162, section 2.1.3).
 *
 * @param index the place of the entry, from 0
 * @param treeSize how many entries the tree has
 * @param path the hashes beside the way from the leaf to the root, the leaf's neighbour first
 */
public record InclusionProof(long index, long treeSize, List<TreeHash> path) {

  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Whether it shows that a leaf of this hash is there, in the tree with this root. */
  public boolean proves(TreeHash leaf, TreeHash root) {
    if (index < 0 || index >= treeSize) {
      return false;
    }
    long place = index;
    long last = treeSize - 1;
    TreeHash hash = leaf;
    for (TreeHash beside : path) {
      if (last == 0) {
        return false;
      }
      if (isRightChild(place) || place == last) {
        hash = TreeHash.ofChildren(beside, hash);
        int risen = isRightChild(place) ? 0 : Long.numberOfTrailingZeros(place);
        place >>= risen;
        last >>= risen;
      } else {
        hash = TreeHash.ofChildren(hash, beside);
      }
      place >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  private static boolean isRightChild(long place) {
    return (place & 1) == 1;
  }
}
