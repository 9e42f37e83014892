package dog.rebe.sandbox.tree;

/** A regular file. */
public interface TreeFile extends TreeNode {

  /**
   * Opens its content. The caller closes it.
   *
   * @param writable whether it is to be written as well
   */
  Content open(boolean writable) throws TreeException;
}
