package dog.rebe.chronicle.tree;

/** The hashes of the complete subtrees of a tree. */
@FunctionalInterface
interface Nodes {

  /**
   * The hash over the entries {@code index << height} to {@code (index + 1) << height}, the last
   * excluded; all of them are in the tree.
   */
  TreeHash node(int height, long index);
}
