package dog.rebe.change;

import dog.rebe.files.FileType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A file before or after a change, as far as a change can show in it. Times are left out: every
 * write changes them.
 *
 * @param type what kind of file it is
 * @param mode the permission bits, with set-user-id, set-group-id and sticky (octal 0 to 7777)
 * @param userId the owner
 * @param groupId the group
 * @param sizeBytes its length; of a symbolic link, that of its target's text; of others 0
 * @param content the digest of its content, or of a symbolic link's target; of others there is none
 */
public record FileState(
    FileType type, int mode, long userId, long groupId, long sizeBytes, Optional<Digest> content) {

  public FileState {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(content, "content");
    if (mode < 0 || mode > 07777) {
      throw new IllegalArgumentException("Mode " + mode + " is not octal 0 to 7777");
    }
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("The size " + sizeBytes + " is negative");
    }
  }

  Map<String, Object> canonical() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("type", CanonicalCommand.lower(type));
    form.put("mode", mode);
    form.put("userId", userId);
    form.put("groupId", groupId);
    form.put("sizeBytes", sizeBytes);
    content.ifPresent(digest -> form.put("content", digest.hex()));
    return form;
  }
}
