package dog.rebe.robot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The robots that are at hand, each under its id. Immutable and thread-safe.
 *
 * <p>A robot that was written for another version of {@link SdkRange#CURRENT this interface} is
 * refused when it is added.
 */
public final class Robots {

  private final Map<String, Robot<?>> byId;

  private Robots(Map<String, Robot<?>> byId) {
    this.byId = byId;
  }

  /** No robot yet. */
  public static Robots none() {
    return new Robots(Map.of());
  }

  /**
   * Those that the class path or module path provides as services.
   *
   * @throws IllegalArgumentException if two have the same id, or one does not fit this version
   * @throws java.util.ServiceConfigurationError if one cannot be made
   */
  public static Robots discovered() {
    Robots all = none();
    for (Robot<?> robot : ServiceLoader.load(Robot.class)) {
      all = all.with(robot);
    }
    return all;
  }

  /**
   * These and one more.
   *
   * @throws IllegalArgumentException if there is another of its id, or it does not fit this version
   */
  public Robots with(Robot<?> robot) {
    RobotManifest manifest = robot.manifest();
    if (!manifest.sdk().fits()) {
      throw new IllegalArgumentException(
          "The robot "
              + manifest.id()
              + " was written for version "
              + manifest.sdk()
              + " of the robot interface, and this is version "
              + SdkRange.CURRENT
              + ": take another release of the robot");
    }
    Map<String, Robot<?>> all = new LinkedHashMap<>(byId);
    if (all.put(manifest.id(), robot) != null) {
      throw new IllegalArgumentException(
          "Two robots call themselves " + manifest.id() + ": remove one of them");
    }
    return new Robots(all);
  }

  /** All of them, in the order in which they were added. */
  public List<Robot<?>> all() {
    return new ArrayList<>(byId.values());
  }

  /** The robot of this id. */
  public Optional<Robot<?>> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
