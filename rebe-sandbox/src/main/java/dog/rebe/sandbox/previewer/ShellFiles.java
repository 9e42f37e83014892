package dog.rebe.sandbox.previewer;

import dog.rebe.sandbox.overlay.Overlay;
import dog.rebe.sandbox.tree.PathWalk;
import dog.rebe.sandbox.tree.TreeDirectory;
import dog.rebe.sandbox.tree.TreeEntry;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tree as a shell looks at it. */
final class ShellFiles {

  private final Overlay overlay;
  private final PassedOver passed;
  private final TreeDirectory root;

  /**
   * The files of a shell.
   *
   * @param passed is told of each look
   */
  ShellFiles(Overlay overlay, PassedOver passed) {
    this.overlay = overlay;
    this.passed = passed;
    this.root = overlay.root();
  }

  /** Says that these folders will be listed. */
  void willList(String directory, List<String> paths) {
    overlay.willList(bytes(directory, paths));
  }

  /** What a path names; empty for nothing that can be reached. */
  Optional<TreeNode> find(String directory, String path, boolean follow) {
    passed.followed();
    String full = absolute(directory, path).substring(1);
    try {
      byte[] bytes = (full.isEmpty() ? "." : full).getBytes(StandardCharsets.UTF_8);
      return PathWalk.resolve(root, "/", bytes, follow).node();
    } catch (TreeException e) {
      return Optional.empty();
    }
  }

  /**
   * The names in a directory, in the order of their bytes; none if it cannot be read.
   *
   * @throws CannotTell if one is not UTF-8: whether a pattern means it depends on the machine's
   *     locale, and no argument of ours can name it
   */
  List<String> names(String directory, String path) throws CannotTell {
    List<String> names = new ArrayList<>();
    if (find(directory, path, true).orElse(null) instanceof TreeDirectory found) {
      try {
        for (TreeEntry entry : found.list(Integer.MAX_VALUE)) {
          names.add(CommandRun.text(entry.name().bytes()));
        }
      } catch (TreeException e) {
        return List.of();
      }
    }
    return names;
  }

  /** The absolute paths. */
  static List<byte[]> bytes(String directory, List<String> paths) {
    return paths.stream()
        .map(path -> absolute(directory, path).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  static String absolute(String directory, String path) {
    String full = path.startsWith("/") ? path : directory + '/' + path;
    int from = 0;
    while (from + 1 < full.length() && full.charAt(from + 1) == '/') {
      from++;
    }
    return full.substring(from);
  }
}
