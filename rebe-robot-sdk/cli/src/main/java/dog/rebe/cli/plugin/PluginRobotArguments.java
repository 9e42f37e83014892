package dog.rebe.cli.plugin;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.ExitStatuses;
import dog.rebe.cli.input.Shown;
import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robotplugin.PluginRobot;
import dog.rebe.robotplugin.PluginRobotBuilder;
import dog.rebe.robotplugin.PluginRobotException;
import dog.rebe.sandbox.LoadLimits;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.PluginLimits;
import dog.rebe.sandbox.packaging.OwnerKey;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import dog.rebe.sandbox.packaging.PluginTrust;
import dog.rebe.sandbox.packaging.TrustedPlugins;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A robot that is a plugin in WebAssembly: which one, what it may see, and what is known of the
 * commands that it plans. It runs in the sandbox; closing this ends that.
 */
public final class PluginRobotArguments implements AutoCloseable {

  private static final LoadLimits LOADING = new LoadLimits(Duration.ofMinutes(1), 64L << 20);
  private static final PluginLimits PLANNING =
      new PluginLimits(Duration.ofSeconds(30), 64L << 20, 4L << 20, 1L << 20, 0, 1_000_000);
  private static final Limits COMMANDS = Limits.of(Duration.ofMinutes(1), 256 * 1024);

  @Option(
      names = "--plugin",
      paramLabel = "PLUGIN",
      description =
          "A robot in WebAssembly: a package that 'rebe plugin pack' made; with --plugin-trust, the"
              + " name or digest of an installed one. It plans in the sandbox and reaches nothing.")
  private @Nullable String named;

  @Option(
      names = "--plugin-trust",
      paramLabel = "FILE",
      description = "Use an installed plugin that one of the public keys in this file has signed.")
  private @Nullable Path trust;

  @Option(
      names = "--plugin-store",
      paramLabel = "FOLDER",
      description = "Where plugins are installed (default: ~/.rebe/plugins).")
  private @Nullable Path store;

  @Option(
      names = "--observe",
      paramLabel = "NAME=COMMAND",
      description =
          "Let the plugin see what this prints on every machine: a command that only reads, in"
              + " words parted by blanks. NAME is what its manifest asks for.")
  private Map<String, String> observed = new LinkedHashMap<>();

  @Option(
      names = "--accept-exit",
      paramLabel = "NAME=N[,N...]",
      description =
          "The exit statuses with which the command that is observed as NAME has answered, as in"
              + " active=0,3 (default: 0). A machine where it ends otherwise was not looked at.")
  private Map<String, String> acceptExits = new LinkedHashMap<>();

  @Option(
      names = "--changes",
      paramLabel = "COMMAND",
      description =
          "A command that the plugin may plan changes what can be changed back; * stands for any"
              + " one word. What is not named destroys.")
  private List<String> changing = new ArrayList<>();

  @Option(
      names = "--repeats",
      paramLabel = "COMMAND",
      description = "The same, and it may run twice.")
  private List<String> repeating = new ArrayList<>();

  private @Nullable PluginHost host;

  /** Whether a plugin was named. */
  public boolean isNamed() {
    return named != null;
  }

  /**
   * What the plugin says of itself. Nothing of it runs, and what it wants to see need not be
   * granted.
   *
   * @param home the home directory of the user
   * @throws BadInput if it is no robot, or is not there
   */
  public RobotManifest manifest(Path home) {
    try {
      return PluginRobot.described(read(home).manifest());
    } catch (PluginRobotException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The robot.
   *
   * @param home the home directory of the user
   * @throws BadInput if it is no robot, is not trusted, cannot be loaded, or wants to see what is
   *     not granted
   */
  public Robot<?> robot(Path home) {
    PluginPackage read = read(home);
    PluginHost own = host();
    PluginRobotBuilder builder =
        PluginRobot.of(own, loaded(read, own, home))
            .limits(PLANNING)
            .commandLimits(COMMANDS)
            .effects(this::effect);
    requireObserved(acceptExits.keySet());
    observed.forEach((name, command) -> builder.observe(name, looking(name, command)));
    try {
      return builder.build();
    } catch (PluginRobotException e) {
      throw new BadInput(e.getMessage() + " (--observe NAME=COMMAND)", e);
    }
  }

  private void requireObserved(Set<String> names) {
    for (String name : names) {
      if (!observed.containsKey(name)) {
        throw new BadInput(
            "--accept-exit "
                + Shown.value(name)
                + " is of a command that is not observed: add --observe "
                + Shown.value(name)
                + "=COMMAND");
      }
    }
  }

  private Command<?> looking(String name, String command) {
    Command<?> looking = Command.of(arguments(command)).readOnly().limits(COMMANDS);
    String exits = acceptExits.get(name);
    if (exits == null) {
      return looking;
    }
    String option = "--accept-exit " + Shown.value(name);
    try {
      return looking.acceptExits(
          ExitStatuses.of(option, List.of(exits.split(",", /* limit= */ -1))));
    } catch (IllegalArgumentException e) {
      throw new BadInput(option + ": " + e.getMessage(), e);
    }
  }

  private PluginHost host() {
    if (host == null) {
      host = PluginHost.builder(LOADING).build();
    }
    return host;
  }

  private PluginPackage read(Path home) {
    String plugin = Optional.ofNullable(named).orElseThrow();
    try {
      return trust == null
          ? PluginFile.read(Path.of(plugin))
          : new StoreOption(home, store).installed(plugin);
    } catch (PackageException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private Plugin loaded(PluginPackage read, PluginHost own, Path home) {
    Outcome<Plugin> loaded = trust == null ? own.load(read.module()) : trusted(read, own, home);
    return loaded.fold(
        plugin -> plugin,
        failure -> {
          throw new BadInput("The plugin " + named + " cannot be used: " + words(failure));
        });
  }

  private Outcome<Plugin> trusted(PluginPackage read, PluginHost own, Path home) {
    StoreOption installed = new StoreOption(home, store);
    Set<OwnerKey> keys = KeyFiles.trusted(Optional.ofNullable(trust).orElseThrow());
    try {
      PluginTrust by = installed.revocations().trust(keys);
      return new TrustedPlugins(own, by).load(read);
    } catch (PackageException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw installed.unusable(e);
    }
  }

  private static String words(Failure<?> failure) {
    return failure.explanation().headline() + " " + failure.detail();
  }

  private static List<String> words(String command) {
    return List.of(command.strip().split("\\s+"));
  }

  private static List<Argument> arguments(String command) {
    return words(command).stream().<Argument>map(Argument::of).toList();
  }

  private Optional<Effect> effect(List<String> arguments) {
    if (repeating.stream().anyMatch(pattern -> matches(pattern, arguments))) {
      return Optional.of(Effect.changes(Repetition.REPEATABLE));
    }
    return changing.stream().anyMatch(pattern -> matches(pattern, arguments))
        ? Optional.of(Effect.changes(Repetition.ONCE))
        : Optional.empty();
  }

  /** Word by word, so that nothing in a word can stand for another one. */
  private static boolean matches(String pattern, List<String> arguments) {
    List<String> words = words(pattern);
    if (words.size() != arguments.size()) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).equals("*") && !words.get(i).equals(arguments.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    if (host != null) {
      host.close();
      host = null;
    }
  }
}
