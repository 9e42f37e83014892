package dog.rebe.sandbox;

import dog.rebe.sandbox.tree.HostFolder;
import dog.rebe.sandbox.tree.MemoryDirectory;
import dog.rebe.sandbox.tree.MemoryFile;
import dog.rebe.sandbox.tree.Name;
import dog.rebe.sandbox.tree.ReadOnlyDirectory;
import dog.rebe.sandbox.tree.SpaceBudget;
import dog.rebe.sandbox.tree.TreeDirectory;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFault;
import dog.rebe.sandbox.tree.TreeNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A folder that plugins may read. Neither {@code ..} nor an absolute path nor a link leads out of
 * it. Safe to share: plugins cannot change it.
 */
public final class Folder {

  private final TreeDirectory tree;

  private Folder(TreeDirectory tree) {
    this.tree = tree;
  }

  /**
   * A folder of this machine. What is a link in it is followed within it only. Whoever else may
   * write to the folder can make a plugin wait, by putting a named pipe in the place of a file at
   * the right moment; the call then ends at its deadline, and its thread when the pipe is opened.
   *
   * @throws IOException if it is no folder that can be read, or this system cannot open files
   *     relative to an open directory (Linux can)
   */
  public static Folder of(Path folder) throws IOException {
    return new Folder(HostFolder.open(folder));
  }

  /**
   * Files in memory.
   *
   * @param files their content by path, such as {@code a/b.txt}; copied
   * @throws IllegalArgumentException if a path is absolute, has a part that is no name, or is used
   *     both as a file and as a folder
   */
  public static Folder ofFiles(Map<String, byte[]> files) {
    MemoryDirectory root = MemoryDirectory.root(new SpaceBudget(Long.MAX_VALUE, Integer.MAX_VALUE));
    files.forEach((path, content) -> put(root, path, content));
    return new Folder(ReadOnlyDirectory.of(root));
  }

  private static void put(MemoryDirectory root, String path, byte[] content) {
    try {
      MemoryDirectory at = root;
      String[] parts = path.split("/", -1);
      for (int i = 0; i < parts.length - 1; i++) {
        Name name = Name.of(parts[i]);
        Optional<TreeNode> there = at.find(name);
        if (there.isPresent() && !(there.get() instanceof MemoryDirectory)) {
          throw new TreeException(TreeFault.NOT_A_DIRECTORY);
        }
        at = there.isPresent() ? (MemoryDirectory) there.get() : at.createDirectory(name);
      }
      MemoryFile file = at.createFile(Name.of(parts[parts.length - 1]));
      file.write(0, content);
    } catch (TreeException e) {
      throw new IllegalArgumentException("No file can be made at '" + path + "': " + e.fault(), e);
    }
  }

  TreeDirectory tree() {
    return tree;
  }
}
