package dog.rebe.sandbox.previewer;

import java.util.Objects;
import java.util.Set;

/**
 * As whom a command runs on the machine. What {@code id -u}, {@code id -g}, {@code id -G} and
 * {@code umask} say there decides what the command may do.
 *
 * @param userId the user; 0 is root, who may do everything
 * @param groupId the group of new files
 * @param groups all groups of the user; copied
 * @param umask the bits that new files do not get, octal 0 to 777
 */
public record PreviewUser(long userId, long groupId, Set<Long> groups, int umask) {

  public PreviewUser {
    groups = Set.copyOf(Objects.requireNonNull(groups, "groups"));
    if (userId < 0 || groupId < 0) {
      throw new IllegalArgumentException(
          "User " + userId + " and group " + groupId + ": ids are 0 or more");
    }
    if (umask < 0 || umask > 0777) {
      throw new IllegalArgumentException("The umask " + umask + " is not octal 0 to 777");
    }
  }

  /** Root with the usual umask, octal 022. */
  public static PreviewUser root() {
    return new PreviewUser(0, 0, Set.of(), 022);
  }
}
