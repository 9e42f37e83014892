package dog.rebe.change;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A change beyond files that a dry run foretells.
 *
 * @param kind what sort of thing changes
 * @param subject its name: of a package, a service, a setting
 * @param before how it is: a version, a state, a value; empty if there is none
 * @param after how it will be; empty if it will be gone, or if nobody can tell
 */
public record ForeseenChange(
    Kind kind, String subject, Optional<String> before, Optional<String> after) {

  /** What sort of thing changes, and how. */
  public enum Kind {
    /** A package comes. */
    INSTALLS,
    /** A package gets another version. */
    UPGRADES,
    /** A package goes. */
    REMOVES,
    /** A service gets another state. */
    SERVICE,
    /** A service is interrupted, and has the same state afterwards. */
    INTERRUPTS,
    /** A setting of the running system gets another value. */
    SETTING
  }

  public ForeseenChange {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    if (subject.isBlank()) {
      throw new IllegalArgumentException("A change needs the name of what changes");
    }
  }

  /** The change in words for the owner, without control characters where its parts have none. */
  public String words() {
    String from = before.orElse("");
    String to = after.orElse("");
    return switch (kind) {
      case INSTALLS -> "installs " + subject + (to.isEmpty() ? "" : " " + to);
      case UPGRADES ->
          "changes "
              + subject
              + (from.isEmpty() ? "" : " from " + from)
              + (to.isEmpty() ? "" : " to " + to);
      case REMOVES -> "removes " + subject + (from.isEmpty() ? "" : " " + from);
      case SERVICE ->
          "service "
              + subject
              + ": now "
              + (from.isEmpty() ? "unknown" : from)
              + ", then "
              + (to.isEmpty() ? "unknown" : to);
      case INTERRUPTS ->
          "service "
              + subject
              + ": now "
              + (from.isEmpty() ? "unknown" : from)
              + ", is interrupted for a moment";
      case SETTING ->
          "setting "
              + subject
              + ": now "
              + (from.isEmpty() ? "unknown" : from)
              + ", then "
              + (to.isEmpty() ? "unknown" : to);
    };
  }

  Map<String, Object> canonical() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("kind", CanonicalCommand.lower(kind));
    form.put("subject", subject);
    before.ifPresent(state -> form.put("before", state));
    after.ifPresent(state -> form.put("after", state));
    return form;
  }
}
