package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.RobotsArguments;
import dog.rebe.cli.plugin.PluginRobotArguments;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.runner.Runner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/** Which robots are at hand: those of the class path and of jars, and a plugin. */
final class RobotChoice implements AutoCloseable {

  @Mixin private RobotsArguments robots = new RobotsArguments();

  @ArgGroup(validate = false, heading = "%nA robot in WebAssembly:%n")
  private PluginRobotArguments plugin = new PluginRobotArguments();

  /** What each of them says of itself, the plugin first. */
  List<RobotManifest> manifests(Path home) {
    List<RobotManifest> all = new ArrayList<>();
    if (plugin.isNamed()) {
      all.add(plugin.manifest(home));
    }
    robots.robots(home).all().forEach(robot -> all.add(robot.manifest()));
    return all;
  }

  /** What the robot of this id says of itself; see {@link #robot}. */
  RobotManifest manifest(String id, Path home) {
    return isPlugin(id, home) ? plugin.manifest(home) : robots.robot(id, home).manifest();
  }

  /**
   * The robot of this id, or the only one whose id ends so. A plugin is one only if it is named.
   *
   * @throws BadInput if there is none, or more than one
   */
  Robot<?> robot(String id, Path home) {
    return isPlugin(id, home) ? plugin.robot(home) : robots.robot(id, home);
  }

  /**
   * The same, where the robot is not the one by which a runner takes back runs.
   *
   * @return empty if it is
   */
  Optional<Robot<?>> unlessUndo(String id, Path home) {
    return id.equals(Runner.UNDO_ROBOT) ? Optional.empty() : Optional.of(robot(id, home));
  }

  private boolean isPlugin(String id, Path home) {
    if (!plugin.isNamed()) {
      return false;
    }
    String own = plugin.manifest(home).id();
    return own.equals(id) || own.endsWith("." + id);
  }

  /** Ends what runs in the sandbox. */
  @Override
  public void close() {
    plugin.close();
  }
}
