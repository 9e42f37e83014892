package dog.rebe.sandbox.tree;

import java.util.Optional;

/**
 * Where a path leads.
 *
 * @param parent the directory of its last name; the directory itself where the path has no last
 *     name
 * @param name its last name; empty for a path such as {@code .}
 * @param node what is there
 */
public record Spot(TreeDirectory parent, Optional<Name> name, Optional<TreeNode> node) {

  /** What is there. */
  public TreeNode existing() throws TreeException {
    return node.orElseThrow(() -> new TreeException(TreeFault.NOT_FOUND));
  }

  /** The name of something that can be made, removed or moved. */
  public Name entryName() throws TreeException {
    return name.orElseThrow(() -> new TreeException(TreeFault.INVALID));
  }
}
