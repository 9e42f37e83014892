package dog.rebe.change;

import java.util.Map;

/**
 * Something that a preview could not see. A preview without blind spots claims to be the whole
 * truth; one with them says where it ends.
 *
 * @param subject what could not be previewed, by name: a program, a path, a service
 * @param reason why, in words for the owner
 */
public record BlindSpot(String subject, String reason) {

  public BlindSpot {
    if (subject.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("A blind spot needs a subject and a reason");
    }
  }

  Map<String, Object> canonical() {
    return Map.of("subject", subject, "reason", reason);
  }
}
