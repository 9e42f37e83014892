package dog.rebe.sandbox.tree;

/** A file, a directory, a symbolic link, or something that a guest can only see the name of. */
public interface TreeNode {

  /** What the tree says of it. */
  NodeAttributes attributes() throws TreeException;
}
