package dog.rebe.files;

import java.time.Instant;
import java.util.Objects;

/**
 * What a file system says of a file.
 *
 * @param type what kind of file it is
 * @param sizeBytes its length; of a symbolic link, that of its target's text
 * @param mode the permission bits, with set-user-id, set-group-id and sticky (octal 0 to 7777)
 * @param userId the owner
 * @param groupId the group
 * @param modified the time of the last change of content, to the second where the source tells no
 *     more
 */
public record FileAttributes(
    FileType type, long sizeBytes, int mode, long userId, long groupId, Instant modified) {

  public FileAttributes {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(modified, "modified");
  }
}
