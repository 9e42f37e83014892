package dog.rebe.robot;

import java.util.List;
import java.util.Objects;

/**
 * What a robot says of itself. A runner shows it to whoever approves, and policies judge by it.
 *
 * @param id letters, digits, dots and hyphens in lower case, at most 64, unique among robots; a
 *     domain name in reverse keeps it so
 * @param version of the robot, for instance {@code 1.2.0}
 * @param purpose one plain sentence for the owner of the machines
 * @param goalType what it can be asked for
 * @param observes what it may look at, in words for the owner; not empty; copied
 * @param changes what its plans may change, each as {@code KIND:NAME} with a kind of {@code files},
 *     {@code packages}, {@code service}, {@code keys}, {@code machine} or {@code other}; empty for
 *     one that only looks; copied
 * @param sdk the versions of this interface that it was written for
 */
public record RobotManifest(
    String id,
    String version,
    String purpose,
    GoalType goalType,
    List<String> observes,
    List<String> changes,
    SdkRange sdk) {

  private static final String CHANGE = "(files|packages|service|keys|machine|other):\\S+";

  public RobotManifest {
    if (!id.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
      throw new IllegalArgumentException(
          "'" + id + "' is no id of a robot: use 1 to 64 of a-z, 0-9, '.' and '-'");
    }
    if (!version.matches("[0-9A-Za-z][0-9A-Za-z.+-]{0,63}")) {
      throw new IllegalArgumentException(
          "'" + version + "' is no version: use digits, letters, '.', '+' and '-'");
    }
    if (purpose.isBlank()) {
      throw new IllegalArgumentException("The robot " + id + " needs a purpose in words");
    }
    Objects.requireNonNull(goalType, "goalType");
    Objects.requireNonNull(sdk, "sdk");
    observes = List.copyOf(observes);
    changes = List.copyOf(changes);
    if (observes.isEmpty()) {
      throw new IllegalArgumentException("The robot " + id + " says what it looks at");
    }
    for (String change : changes) {
      if (!change.matches(CHANGE)) {
        throw new IllegalArgumentException(
            "'"
                + change
                + "' does not say what may change: write files:, packages:, service:, keys:,"
                + " machine: or other: and a name without blanks");
      }
    }
  }

  /** The names of the services that its plans may change. */
  public List<String> services() {
    return changes.stream()
        .filter(change -> change.startsWith("service:"))
        .map(change -> change.substring("service:".length()))
        .toList();
  }
}
