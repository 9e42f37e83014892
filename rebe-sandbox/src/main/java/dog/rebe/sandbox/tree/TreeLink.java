package dog.rebe.sandbox.tree;

/** A symbolic link. */
public interface TreeLink extends TreeNode {

  /** The target as it is written in it. */
  byte[] target() throws TreeException;
}
