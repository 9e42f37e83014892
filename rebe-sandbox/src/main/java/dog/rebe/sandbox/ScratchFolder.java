package dog.rebe.sandbox;

import dog.rebe.sandbox.tree.MemoryDirectory;
import dog.rebe.sandbox.tree.MemoryFile;
import dog.rebe.sandbox.tree.SpaceBudget;
import dog.rebe.sandbox.tree.TreeDirectory;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder in memory that one call of a plugin may write to; nothing of it reaches a disk. It can
 * be granted once. Its files are read after that call.
 */
public final class ScratchFolder {

  private static final long MAX_BYTES = 1024L * 1024 * 1024;
  private static final int MAX_ENTRIES = 1_000_000;

  private final MemoryDirectory root;

  private ScratchFolder(long maxBytes, int maxEntries) {
    Checks.range(maxBytes, 0, MAX_BYTES, "size of a scratch folder in bytes");
    Checks.range(maxEntries, 0, MAX_ENTRIES, "number of entries of a scratch folder");
    this.root = MemoryDirectory.root(new SpaceBudget(maxBytes, maxEntries));
  }

  /**
   * An empty one.
   *
   * @param maxBytes all content together; 0 to 1 GiB. More is refused to the guest as a full disk
   * @param maxEntries all files, folders and links together; 0 to 1,000,000
   */
  public static ScratchFolder of(long maxBytes, int maxEntries) {
    return new ScratchFolder(maxBytes, maxEntries);
  }

  /** The regular files in it, by path; copied. To be read once the call has ended. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    collect(root, "", files);
    return Collections.unmodifiableMap(files);
  }

  private static void collect(MemoryDirectory directory, String path, Map<String, byte[]> files) {
    directory
        .entries()
        .forEach(
            (name, node) -> {
              if (node instanceof MemoryDirectory below) {
                collect(below, path + name + "/", files);
              } else if (node instanceof MemoryFile file) {
                files.put(path + name, file.bytes());
              }
            });
  }

  TreeDirectory tree() {
    return root;
  }
}
