package dog.rebe.robotplugin;

import dog.rebe.change.Digest;
import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds a plan to what its plugin saw: the first step on a machine begins only if the commands that
 * the manifest calls steady still print the same there, and later steps on that machine come after
 * it. Where that step is the first one on all its machines, the commands must also still end with
 * an exit that was seen there; on a machine that was changed already any answer will do.
 */
final class SteadyGround {

  private final PluginObservations observed;
  private final Map<String, Command<CapturedOutput>> steady;

  /** The step that comes first on each machine. */
  private final Map<NodeId, String> first = new HashMap<>();

  private SteadyGround(PluginObservations observed, Map<String, Command<CapturedOutput>> steady) {
    this.observed = observed;
    this.steady = steady;
  }

  /**
   * The plan with these conditions; the same plan if no command is steady.
   *
   * @throws IllegalArgumentException if a machine printed what cannot be compared
   */
  static Plan under(
      Plan plan, PluginObservations observed, Map<String, Command<CapturedOutput>> steady) {
    if (steady.isEmpty()) {
      return plan;
    }
    SteadyGround ground = new SteadyGround(observed, steady);
    List<Step> steps = new ArrayList<>();
    plan.steps().forEach(step -> steps.add(ground.held(step)));
    return new Plan(plan.purpose(), steps);
  }

  private Step held(Step step) {
    Step held = step;
    List<NodeId> fresh = new ArrayList<>();
    for (NodeId node : step.nodes()) {
      String before = first.putIfAbsent(node, step.id());
      if (before == null) {
        fresh.add(node);
      } else if (!held.after().contains(before)) {
        held = held.after(before);
      }
    }
    for (Map.Entry<String, Command<CapturedOutput>> one : steady.entrySet()) {
      Map<NodeId, Digest> expected = new LinkedHashMap<>();
      Set<Integer> exits = new HashSet<>();
      for (NodeId node : fresh) {
        expected.putAll(unchanged(one.getKey(), one.getValue(), node).expected());
        exits.add(observed.exit(node, one.getKey()));
      }
      if (!expected.isEmpty()) {
        Command<?> check =
            fresh.size() == step.nodes().size() ? ending(one.getValue(), exits) : one.getValue();
        held = held.requires(new Precondition(words(one.getKey()), check, expected));
      }
    }
    return held;
  }

  private static Command<?> ending(Command<?> command, Set<Integer> exits) {
    return command.acceptExits(exits.stream().mapToInt(Integer::intValue).toArray());
  }

  private Precondition unchanged(String name, Command<?> command, NodeId node) {
    CapturedOutput seen = observed.answer(node, name);
    if (!seen.stdout().isUtf8() || seen.stdout().isCut()) {
      throw new IllegalArgumentException(
          "the machine "
              + node
              + " printed no whole text for "
              + name
              + ", so nobody can tell later whether it is still the same");
    }
    return Precondition.unchanged(words(name), command, node, seen.stdout().utf8());
  }

  private static String words(String name) {
    return "The machine is still as the robot saw it by " + name + ".";
  }
}
