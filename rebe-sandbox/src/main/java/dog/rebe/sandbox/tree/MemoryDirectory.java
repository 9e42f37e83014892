package dog.rebe.sandbox.tree;

import dog.rebe.files.FileType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory in memory, whose tree can be written to within a {@link SpaceBudget}. */
public final class MemoryDirectory implements TreeDirectory {

  /** Whoever walks the tree may do so by recursion. */
  private static final int MAX_DEPTH = 64;

  private final SpaceBudget budget;
  private final long id;
  private final Map<Name, TreeNode> entries = new TreeMap<>();
  private int depth;

  private MemoryDirectory(SpaceBudget budget, long id, int depth) {
    this.budget = budget;
    this.id = id;
    this.depth = depth;
  }

  /** The root of an empty tree. */
  public static MemoryDirectory root(SpaceBudget budget) {
    return new MemoryDirectory(budget, 0, 0);
  }

  /** The entries by name; a view. */
  public Map<Name, TreeNode> entries() {
    return Collections.unmodifiableMap(entries);
  }

  @Override
  public NodeAttributes attributes() {
    return new NodeAttributes(FileType.DIRECTORY, 0, 0, id);
  }

  @Override
  public Optional<TreeNode> find(Name name) {
    return Optional.ofNullable(entries.get(name));
  }

  @Override
  public List<TreeEntry> list(int maxEntries) throws TreeException {
    if (entries.size() > maxEntries) {
      throw new TreeException(TreeFault.NO_SPACE);
    }
    List<TreeEntry> list = new ArrayList<>(entries.size());
    for (Map.Entry<Name, TreeNode> entry : entries.entrySet()) {
      NodeAttributes attributes = entry.getValue().attributes();
      list.add(new TreeEntry(entry.getKey(), attributes.type(), attributes.id()));
    }
    return list;
  }

  @Override
  public MemoryFile createFile(Name name) throws TreeException {
    requireFree(name);
    MemoryFile file = new MemoryFile(budget, budget.takeEntry());
    entries.put(name, file);
    return file;
  }

  @Override
  public MemoryDirectory createDirectory(Name name) throws TreeException {
    requireFree(name);
    if (depth == MAX_DEPTH) {
      throw new TreeException(TreeFault.TOO_LONG);
    }
    MemoryDirectory directory = new MemoryDirectory(budget, budget.takeEntry(), depth + 1);
    entries.put(name, directory);
    return directory;
  }

  @Override
  public void createLink(Name name, byte[] target) throws TreeException {
    requireFree(name);
    budget.takeBytes(target.length);
    entries.put(name, new MemoryLink(target, budget.takeEntry()));
  }

  @Override
  public void removeFile(Name name) throws TreeException {
    TreeNode node = existing(name);
    if (node instanceof TreeDirectory) {
      throw new TreeException(TreeFault.IS_A_DIRECTORY);
    }
    entries.remove(name);
    forget(node);
  }

  @Override
  public void removeDirectory(Name name) throws TreeException {
    if (!(existing(name) instanceof MemoryDirectory directory)) {
      throw new TreeException(TreeFault.NOT_A_DIRECTORY);
    }
    if (!directory.entries.isEmpty()) {
      throw new TreeException(TreeFault.NOT_EMPTY);
    }
    entries.remove(name);
    budget.giveEntry();
  }

  @Override
  public void rename(Name name, TreeDirectory to, Name newName) throws TreeException {
    TreeNode node = existing(name);
    if (!(to instanceof MemoryDirectory target) || target.budget != budget) {
      throw new TreeException(TreeFault.UNSUPPORTED);
    }
    if (node instanceof MemoryDirectory moved) {
      if (moved.holds(target)) {
        throw new TreeException(TreeFault.INVALID);
      }
      if (target.depth + moved.height() > MAX_DEPTH) {
        throw new TreeException(TreeFault.TOO_LONG);
      }
    }
    TreeNode replaced = target.entries.get(newName);
    if (replaced == node) {
      return;
    }
    if (replaced instanceof MemoryDirectory directory) {
      if (!(node instanceof TreeDirectory)) {
        throw new TreeException(TreeFault.IS_A_DIRECTORY);
      }
      if (!directory.entries.isEmpty()) {
        throw new TreeException(TreeFault.NOT_EMPTY);
      }
      budget.giveEntry();
    } else if (replaced != null) {
      if (node instanceof TreeDirectory) {
        throw new TreeException(TreeFault.NOT_A_DIRECTORY);
      }
      forget(replaced);
    }
    entries.remove(name);
    target.entries.put(newName, node);
    if (node instanceof MemoryDirectory moved) {
      moved.sink(target.depth + 1);
    }
  }

  /** How many levels of directories this one and those below make. */
  private int height() {
    return 1 + below().mapToInt(MemoryDirectory::height).max().orElse(0);
  }

  private void sink(int newDepth) {
    depth = newDepth;
    below().forEach(child -> child.sink(newDepth + 1));
  }

  private Stream<MemoryDirectory> below() {
    return entries.values().stream()
        .filter(MemoryDirectory.class::isInstance)
        .map(MemoryDirectory.class::cast);
  }

  private boolean holds(MemoryDirectory sought) {
    return sought == this || below().anyMatch(child -> child.holds(sought));
  }

  private void forget(TreeNode node) throws TreeException {
    if (node instanceof MemoryFile file) {
      file.forget();
    } else {
      budget.giveBytes(node.attributes().sizeBytes());
      budget.giveEntry();
    }
  }

  private TreeNode existing(Name name) throws TreeException {
    return find(name).orElseThrow(() -> new TreeException(TreeFault.NOT_FOUND));
  }

  private void requireFree(Name name) throws TreeException {
    if (entries.containsKey(name)) {
      throw new TreeException(TreeFault.EXISTS);
    }
  }
}
