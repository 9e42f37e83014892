package dog.rebe.robotplugin;

import dog.rebe.robot.GoalType;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import dog.rebe.sandbox.PluginManifest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a plugin says of itself as a robot, in the field {@code robot} of its manifest.
 *
 * @param observes why it wants to see what each command prints, by the command's name
 * @param steady those of them that must print the same when its plan begins
 */
record RobotClaims(
    String purpose,
    GoalType goalType,
    Map<String, String> observes,
    Set<String> steady,
    List<String> changes) {

  /** So that no plugin can choose the id of a robot that is trusted for itself. */
  private static final String ID_PREFIX = "plugin.";

  RobotClaims {
    observes = Collections.unmodifiableMap(new LinkedHashMap<>(observes));
    steady = Set.copyOf(steady);
    changes = List.copyOf(changes);
  }

  RobotManifest manifest(PluginManifest plugin) {
    return new RobotManifest(
        ID_PREFIX + plugin.name(),
        plugin.version(),
        purpose,
        goalType,
        observes.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue()).toList(),
        changes,
        SdkRange.current());
  }
}
