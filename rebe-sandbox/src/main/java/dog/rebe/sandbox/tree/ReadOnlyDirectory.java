package dog.rebe.sandbox.tree;

import java.util.List;
import java.util.Optional;

/** A tree that can be read, whatever can be done to the one beneath. */
public final class ReadOnlyDirectory implements TreeDirectory {

  private final TreeDirectory beneath;

  private ReadOnlyDirectory(TreeDirectory beneath) {
    this.beneath = beneath;
  }

  /** This tree, for reading alone. */
  public static TreeDirectory of(TreeDirectory beneath) {
    return new ReadOnlyDirectory(beneath);
  }

  @Override
  public NodeAttributes attributes() throws TreeException {
    return beneath.attributes();
  }

  @Override
  public Optional<TreeNode> find(Name name) throws TreeException {
    return beneath.find(name).map(ReadOnlyDirectory::readOnly);
  }

  @Override
  public List<TreeEntry> list(int maxEntries) throws TreeException {
    return beneath.list(maxEntries);
  }

  private static TreeNode readOnly(TreeNode node) {
    if (node instanceof TreeDirectory directory) {
      return of(directory);
    }
    return node instanceof TreeFile file ? new ReadOnlyFile(file) : node;
  }

  private record ReadOnlyFile(TreeFile beneath) implements TreeFile {

    @Override
    public NodeAttributes attributes() throws TreeException {
      return beneath.attributes();
    }

    @Override
    public Content open(boolean writable) throws TreeException {
      if (writable) {
        throw new TreeException(TreeFault.READ_ONLY);
      }
      return beneath.open(false);
    }
  }
}
