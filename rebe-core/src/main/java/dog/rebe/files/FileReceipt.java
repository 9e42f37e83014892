package dog.rebe.files;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What was transferred, checked at the end where it arrived.
 *
 * @param path the file on the node
 * @param sizeBytes its length
 * @param mode its permission bits, with set-user-id, set-group-id and sticky
 * @param modified the time of the last change of its content, to the second; empty after an upload,
 *     and where the node cannot tell
 * @param sha256 the SHA-256 of its content, 64 lower-case hexadecimal digits
 */
public record FileReceipt(
    FilePath path, long sizeBytes, FileMode mode, Optional<Instant> modified, String sha256) {

  public FileReceipt {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(modified, "modified");
    Objects.requireNonNull(sha256, "sha256");
  }
}
