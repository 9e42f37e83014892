package dog.rebe.robotplugin;

import dog.rebe.change.Plan;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.Verification;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.PluginManifest;
import dog.rebe.sandbox.PluginPlanner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plugin with the verb {@code plan} as a robot. Its manifest says in the field {@code robot} what
 * it is for, what it can be asked for, what it wants to see and what its plans may change.
 *
 * <p>The plugin itself never reaches a machine. It sees what the read-only commands print that were
 * granted by name, and their arguments and the exits that are answers are the caller's; then its
 * module runs, without any grant, and answers with a plan. The plan may name only machines of the
 * run on which every command ended with an exit that is an answer. What a step does is what the
 * caller knows of its command, and destroys, once, where he knows nothing; the plugin's own word
 * can only raise that. After that a runner does with it what it does with every robot's plan.
 *
 * <p>Its id is {@code plugin.} and the plugin's name, so that none can pass for a robot in Java.
 * Thread-safe; {@link #plan} blocks for as long as its limits allow.
 */
public final class PluginRobot implements Robot<PluginObservations> {

  private final PluginHost host;
  private final Plugin plugin;
  private final PluginRobotTerms terms;
  private final RobotManifest manifest;
  private final Map<String, Command<CapturedOutput>> commands;
  private final Map<String, Command<CapturedOutput>> steady;

  PluginRobot(
      PluginHost host,
      Plugin plugin,
      PluginRobotTerms terms,
      RobotManifest manifest,
      Map<String, Command<CapturedOutput>> commands,
      Set<String> steady) {
    this.host = host;
    this.plugin = plugin;
    this.terms = terms;
    this.manifest = manifest;
    this.commands = new LinkedHashMap<>(commands);
    this.steady = new LinkedHashMap<>(commands);
    this.steady.keySet().retainAll(steady);
  }

  /**
   * Makes a robot of a plugin.
   *
   * @param host what runs the plugin; stays the caller's
   * @param plugin what {@code TrustedPlugins.load} or {@link PluginHost#load} gave
   */
  public static PluginRobotBuilder of(PluginHost host, Plugin plugin) {
    return new PluginRobotBuilder(host, plugin);
  }

  /**
   * What a plugin says of itself as a robot. Nothing of it runs, and nothing need be granted.
   *
   * @throws PluginRobotException if it is no robot, in words
   */
  public static RobotManifest described(PluginManifest manifest) {
    return PluginRobotBuilder.described(manifest);
  }

  @Override
  public RobotManifest manifest() {
    return manifest;
  }

  /** Runs the granted commands that the plugin wants to see, one after the other, on all nodes. */
  @Override
  public PluginObservations observe(Observer observer, Goal goal) {
    Map<NodeId, Map<String, Outcome<CapturedOutput>>> answers = new LinkedHashMap<>();
    observer.nodes().forEach(node -> answers.put(node.id(), new LinkedHashMap<>()));
    commands.forEach(
        (name, command) ->
            observer
                .run(command)
                .outcomes()
                .forEach(
                    (node, outcome) ->
                        answers
                            .computeIfAbsent(node, missing -> new LinkedHashMap<>())
                            .put(name, outcome)));
    return new PluginObservations(answers);
  }

  /**
   * What the plugin plans. It gets no clock and the same seed each time, so the same observations
   * give the same plan.
   *
   * @throws PluginRobotException if no machine could be looked at, the plugin failed or refused, or
   *     its plan may not be run
   */
  @Override
  public Optional<Plan> plan(PluginObservations observed, Goal goal) {
    List<NodeId> seen = observed.seen();
    if (seen.isEmpty()) {
      throw failed(
          "no machine could be looked at, so it cannot say what should change"
              + observed.firstWrongExit().orElse(""));
    }
    Outcome<Optional<Plan>> outcome =
        PluginPlanner.of(host, plugin, terms.limits(), terms.of(Set.copyOf(seen)))
            .plan(goal.values(), ObservationValues.of(observed));
    if (outcome instanceof Failure<Optional<Plan>> failure) {
      throw failed(failure.kind() + ": " + failure.detail());
    }
    try {
      return outcome
          .value()
          .orElseThrow()
          .map(plan -> PlannedSteps.checked(plan, manifest))
          .map(plan -> SteadyGround.under(plan, observed, steady));
    } catch (IllegalArgumentException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  /** As every robot, and a machine that cannot be looked at is a problem. */
  @Override
  public Verification verify(PluginObservations observed, Goal goal) {
    List<String> problems = new ArrayList<>();
    observed
        .unseen()
        .forEach(node -> problems.add("The machine " + node + " could not be looked at again."));
    if (!observed.seen().isEmpty()) {
      problems.addAll(Robot.super.verify(observed, goal).problems());
    }
    return new Verification(problems);
  }

  private PluginRobotException failed(String why) {
    return new PluginRobotException("The robot " + manifest.id() + " gives no plan: " + why);
  }

  static Command<CapturedOutput> raw(Command<?> command) {
    return command.decode(Decoder.raw());
  }
}
