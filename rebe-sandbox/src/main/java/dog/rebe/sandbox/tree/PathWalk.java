package dog.rebe.sandbox.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Follows a path from a directory, name by name. Neither {@code ..} nor a link leads above that
 * directory. An absolute target of a link is one within the directory's own mount, or refused.
 */
public final class PathWalk {

  private static final int MAX_LINKS = 40;
  private static final int MAX_PATH_BYTES = 4096;
  private static final int MAX_NAME_BYTES = 255;

  private final Deque<TreeDirectory> above = new ArrayDeque<>();
  private final Deque<String> ahead = new ArrayDeque<>();
  private final String mount;
  private final TreeDirectory root;
  private boolean endsInSlash;
  private int links;

  private PathWalk(TreeDirectory root, String mount) {
    this.root = root;
    this.mount = mount;
  }

  /**
   * Where a path leads.
   *
   * @param mount the absolute path under which the guest knows the directory; empty if none
   * @param followLast whether a link at the end is followed
   * @throws TreeException if it leads outside, or through what is no directory
   */
  public static Spot resolve(TreeDirectory root, String mount, byte[] path, boolean followLast)
      throws TreeException {
    PathWalk walk = new PathWalk(root, mount);
    walk.above.push(root);
    String text = new String(path, StandardCharsets.ISO_8859_1);
    if (text.isEmpty()) {
      throw new TreeException(TreeFault.NOT_FOUND);
    }
    if (text.startsWith("/")) {
      throw new TreeException(TreeFault.OUTSIDE);
    }
    walk.enqueue(text);
    return walk.run(followLast);
  }

  private Spot run(boolean followLast) throws TreeException {
    while (!ahead.isEmpty()) {
      String part = ahead.pop();
      boolean last = ahead.isEmpty();
      if (part.equals("..")) {
        above.pop().requirePassable();
        if (above.isEmpty()) {
          goAboveRoot();
        }
        continue;
      }
      Name name = Name.ofLatin1(part);
      TreeDirectory directory = above.element();
      Optional<TreeNode> found = directory.find(name);
      TreeNode node = found.orElse(null);
      if (node instanceof TreeLink link && (!last || followLast || endsInSlash)) {
        follow(link);
      } else if (last) {
        if (endsInSlash && node != null && !(node instanceof TreeDirectory)) {
          throw new TreeException(TreeFault.NOT_A_DIRECTORY);
        }
        return new Spot(directory, Optional.of(name), found);
      } else if (node instanceof TreeDirectory next) {
        above.push(next);
      } else {
        throw new TreeException(node == null ? TreeFault.NOT_FOUND : TreeFault.NOT_A_DIRECTORY);
      }
    }
    TreeDirectory here = above.element();
    return new Spot(here, Optional.empty(), Optional.of(here));
  }

  /** Above the root of a whole system is that root again. */
  private void goAboveRoot() throws TreeException {
    if (!mount.equals("/")) {
      throw new TreeException(TreeFault.OUTSIDE);
    }
    above.push(root);
  }

  private void follow(TreeLink link) throws TreeException {
    if (++links > MAX_LINKS) {
      throw new TreeException(TreeFault.TOO_MANY_LINKS);
    }
    String target = new String(link.target(), StandardCharsets.ISO_8859_1);
    if (target.startsWith("/")) {
      String inside = mount.equals("/") ? "" : mount;
      if (mount.isEmpty() || !(target + "/").startsWith(inside + "/")) {
        throw new TreeException(TreeFault.OUTSIDE);
      }
      above.clear();
      above.push(root);
      target = target.substring(inside.length());
    }
    boolean slash = endsInSlash;
    enqueue(target);
    endsInSlash |= slash;
  }

  /** Puts the names of a path before what is still ahead. */
  private void enqueue(String path) throws TreeException {
    if (path.length() > MAX_PATH_BYTES) {
      throw new TreeException(TreeFault.TOO_LONG);
    }
    if (path.indexOf('\0') >= 0) {
      throw new TreeException(TreeFault.INVALID);
    }
    if (ahead.isEmpty()) {
      endsInSlash = path.endsWith("/") || path.endsWith("/.");
    }
    List<String> parts = List.of(path.split("/"));
    for (int i = parts.size() - 1; i >= 0; i--) {
      String part = parts.get(i);
      if (part.length() > MAX_NAME_BYTES) {
        throw new TreeException(TreeFault.TOO_LONG);
      }
      if (!part.isEmpty() && !part.equals(".")) {
        ahead.push(part);
      }
    }
  }
}
