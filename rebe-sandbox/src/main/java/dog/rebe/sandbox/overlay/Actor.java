package dog.rebe.sandbox.overlay;

import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFault;
import java.util.Set;

/**
 * As whom a command runs: what the modes of files let it do (POSIX.1-2017, 4.5 File Access
 * Permissions).
 *
 * @param userId the user; 0 may do everything
 * @param groupId the group of new files
 * @param groups all other groups; copied
 * @param umask the bits that new files do not get
 */
public record Actor(long userId, long groupId, Set<Long> groups, int umask) {

  static final int READ = 4;
  static final int WRITE = 2;
  static final int PASS = 1;

  private static final int STICKY = 01000;

  public Actor {
    groups = Set.copyOf(groups);
  }

  boolean isRoot() {
    return userId == 0;
  }

  boolean isIn(long group) {
    return group == groupId || groups.contains(group);
  }

  boolean owns(OverlayNode node) {
    return isRoot() || userId == node.userId();
  }

  boolean may(int access, OverlayNode node) {
    if (isRoot()) {
      return true;
    }
    int shift = userId == node.userId() ? 6 : isIn(node.groupId()) ? 3 : 0;
    return (node.mode() >> shift & access) == access;
  }

  void require(int access, OverlayNode node) throws TreeException {
    if (!may(access, node)) {
      throw new TreeException(TreeFault.FORBIDDEN);
    }
  }

  void requireOwner(OverlayNode node) throws TreeException {
    if (!owns(node)) {
      throw new TreeException(TreeFault.NOT_OWNER);
    }
  }

  /** In a folder with the sticky bit only the owner of an entry, or of the folder, removes it. */
  void requireRemovable(OverlayDirectory directory, OverlayNode entry) throws TreeException {
    require(WRITE | PASS, directory);
    if ((directory.mode() & STICKY) != 0 && !owns(entry) && !owns(directory)) {
      throw new TreeException(TreeFault.NOT_OWNER);
    }
  }
}
