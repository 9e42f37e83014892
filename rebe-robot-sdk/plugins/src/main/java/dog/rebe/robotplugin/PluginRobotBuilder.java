package dog.rebe.robotplugin;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.robot.RobotManifest;
import dog.rebe.sandbox.KnownEffects;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.PluginLimits;
import dog.rebe.sandbox.PluginManifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a {@link PluginRobot}. Both limits must be said. Not thread-safe. */
public final class PluginRobotBuilder {

  private static final int STEPS = 100;
  private static final String VERB = "plan";

  private final PluginHost host;
  private final Plugin plugin;
  private final Map<String, Command<?>> granted = new LinkedHashMap<>();
  private KnownEffects effects = KnownEffects.none();
  private @Nullable PluginLimits limits;
  private @Nullable Limits commandLimits;
  private int maxSteps = STEPS;

  PluginRobotBuilder(PluginHost host, Plugin plugin) {
    this.host = Objects.requireNonNull(host, "host");
    this.plugin = Objects.requireNonNull(plugin, "plugin");
  }

  /** The limits of one run of the plugin. */
  public PluginRobotBuilder limits(PluginLimits value) {
    limits = value;
    return this;
  }

  /** The limits of each command that it plans. */
  public PluginRobotBuilder commandLimits(Limits value) {
    commandLimits = value;
    return this;
  }

  /**
   * Lets the plugin see what this command prints, if its manifest wants to. Its arguments are the
   * caller's, not the plugin's, and so are the exits that are answers ({@link Command#acceptExits};
   * 0 unless said). The plugin is told which one it was. A machine where the command ends otherwise
   * was not looked at, so a plan may not name it.
   *
   * @param name by which the manifest asks for it
   * @throws IllegalArgumentException if the command changes anything
   */
  public PluginRobotBuilder observe(String name, Command<?> command) {
    if (command.effect().hasImpact()) {
      throw new IllegalArgumentException(
          "The command " + name + " changes things; a plugin may see read-only ones alone");
    }
    granted.put(Objects.requireNonNull(name, "name"), command);
    return this;
  }

  /** What is known of the effects of commands; nothing unless said, so that each destroys, once. */
  public PluginRobotBuilder effects(KnownEffects value) {
    effects = Objects.requireNonNull(value, "effects");
    return this;
  }

  /** How many steps a plan may have, 1 to 1,000; {@value #STEPS} unless said. */
  public PluginRobotBuilder maxSteps(int value) {
    maxSteps = value;
    return this;
  }

  /**
   * The robot. No code of the plugin runs.
   *
   * @throws PluginRobotException if the plugin is no robot, or wants to see what was not granted
   * @throws IllegalStateException if limits were not said
   */
  public PluginRobot build() {
    if (limits == null || commandLimits == null) {
      throw new IllegalStateException("Say both limits and commandLimits: there are no defaults");
    }
    String name = plugin.manifest().name();
    RobotClaims claims = claims(plugin.manifest());
    PluginRobotTerms terms = new PluginRobotTerms(limits, commandLimits, effects, maxSteps);
    return new PluginRobot(
        host,
        plugin,
        terms,
        described(plugin.manifest(), claims),
        commands(name, claims),
        claims.steady());
  }

  /** See {@link PluginRobot#described}. */
  static RobotManifest described(PluginManifest manifest) {
    return described(manifest, claims(manifest));
  }

  private static RobotManifest described(PluginManifest manifest, RobotClaims claims) {
    try {
      return claims.manifest(manifest);
    } catch (IllegalArgumentException e) {
      throw noRobot(manifest.name(), e);
    }
  }

  private static RobotClaims claims(PluginManifest manifest) {
    String name = manifest.name();
    if (!manifest.verbs().contains(VERB)) {
      throw new PluginRobotException("The plugin " + name + " is no robot: it has no verb " + VERB);
    }
    return manifest
        .robot()
        .map(json -> claims(name, json))
        .orElseThrow(
            () ->
                new PluginRobotException(
                    "The plugin " + name + " is no robot: its manifest has no field robot"));
  }

  private static RobotClaims claims(String name, String json) {
    try {
      return ClaimsReader.read(json);
    } catch (IllegalArgumentException e) {
      throw noRobot(name, e);
    }
  }

  private static PluginRobotException noRobot(String name, IllegalArgumentException e) {
    return new PluginRobotException(
        "The manifest of the plugin " + name + " describes no robot: " + e.getMessage(), e);
  }

  private Map<String, Command<CapturedOutput>> commands(String plugin, RobotClaims claims) {
    Map<String, Command<CapturedOutput>> commands = new LinkedHashMap<>();
    claims
        .observes()
        .forEach(
            (name, reason) -> {
              Command<?> command = granted.get(name);
              if (command == null) {
                throw new PluginRobotException(
                    "The plugin "
                        + plugin
                        + " wants to see what the command "
                        + name
                        + " prints ("
                        + reason
                        + "), and it is not granted: grant it with observe, or do without the"
                        + " plugin");
              }
              commands.put(name, PluginRobot.raw(command));
            });
    return commands;
  }
}
