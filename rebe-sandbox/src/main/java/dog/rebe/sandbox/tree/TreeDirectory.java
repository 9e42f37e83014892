package dog.rebe.sandbox.tree;

import java.util.List;
import java.util.Optional;

/** A directory. What changes something is refused unless the kind of tree says otherwise. */
public interface TreeDirectory extends TreeNode {

  /** Whether a path may lead through it upwards; {@link #find} asks for itself. */
  default void requirePassable() throws TreeException {}

  /** The entry of this name; a link itself, not its target. */
  Optional<TreeNode> find(Name name) throws TreeException;

  /**
   * The entries, without {@code .} and {@code ..}, sorted by name.
   *
   * @param maxEntries more than these are refused with {@link TreeFault#NO_SPACE}
   */
  List<TreeEntry> list(int maxEntries) throws TreeException;

  /** Makes an empty file. */
  default TreeFile createFile(Name name) throws TreeException {
    throw new TreeException(TreeFault.READ_ONLY);
  }

  /** Makes an empty directory. */
  default TreeDirectory createDirectory(Name name) throws TreeException {
    throw new TreeException(TreeFault.READ_ONLY);
  }

  /** Makes a symbolic link. */
  default void createLink(Name name, byte[] target) throws TreeException {
    throw new TreeException(TreeFault.READ_ONLY);
  }

  /** Gives something of the same tree, that is no directory, another name. */
  default void link(Name name, TreeNode node) throws TreeException {
    throw new TreeException(TreeFault.UNSUPPORTED);
  }

  /** Removes a file or a link. */
  default void removeFile(Name name) throws TreeException {
    throw new TreeException(TreeFault.READ_ONLY);
  }

  /** Removes an empty directory. */
  default void removeDirectory(Name name) throws TreeException {
    throw new TreeException(TreeFault.READ_ONLY);
  }

  /** Moves an entry of this directory to another one of the same tree, over what is there. */
  default void rename(Name name, TreeDirectory to, Name newName) throws TreeException {
    throw new TreeException(TreeFault.READ_ONLY);
  }
}
