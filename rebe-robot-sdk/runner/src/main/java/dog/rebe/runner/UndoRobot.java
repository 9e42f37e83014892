package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import dog.rebe.robot.Verification;
import dog.rebe.runner.RunTrail.Trace;
import dog.rebe.runner.UndoView.Place;
import dog.rebe.runner.UndoView.Probed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes back a run that has ended, from what its runner has kept and recorded: the robot of that
 * run is not needed. It is a robot as any other, so what it does takes the way of every plan, and
 * is resumed as every run.
 */
final class UndoRobot implements Robot<UndoView> {

  static final String ID = "rebe.undo";

  private static final RobotManifest MANIFEST =
      new RobotManifest(
          ID,
          "1.0.0",
          "Takes back what an earlier run has done.",
          UndoGoal.TYPE,
          List.of("whether what the run did still is there"),
          List.of("other:what-the-run-did"),
          SdkRange.current());

  private final UndoSource source;

  UndoRobot(UndoSource source) {
    this.source = source;
  }

  @Override
  public RobotManifest manifest() {
    return MANIFEST;
  }

  @Override
  public UndoView observe(Observer observer, Goal goal) {
    RunTrail trail = source.trail(UndoGoal.run(goal));
    Plan plan = source.plan(trail);
    Map<Place, Probed> probes = new HashMap<>();
    for (Step step : plan.steps()) {
      if (step.effect().hasImpact() && step.probe().isPresent()) {
        List<Node> asked =
            observer.nodes().stream()
                .filter(node -> step.nodes().contains(node.id()))
                .filter(node -> trail.trace(step, node.id()).what() != Trace.What.NOTHING)
                .toList();
        Command<?> probe = step.probe().get();
        ask(observer, ProbeAnswer.question(probe), asked)
            .forEach(
                (node, outcome) -> probes.put(new Place(step.id(), node), probed(outcome, probe)));
      }
    }
    Set<NodeId> nodes = new HashSet<>();
    observer.nodes().forEach(node -> nodes.add(node.id()));
    return new UndoView(plan, trail, nodes, probes, changed(observer, plan, trail));
  }

  private static Map<NodeId, Outcome<CapturedOutput>> ask(
      Observer observer, Command<?> command, List<Node> nodes) {
    return nodes.isEmpty()
        ? Map.of()
        : observer.run(command.decode(Decoder.raw()), nodes).outcomes();
  }

  private static Probed probed(Outcome<CapturedOutput> outcome, Command<?> probe) {
    return switch (ProbeAnswer.of(outcome, probe)) {
      case DONE -> new Probed(Optional.of(true), "");
      case NOT_DONE -> new Probed(Optional.of(false), "");
      case NONE -> new Probed(Optional.empty(), outcome.fold(output -> "", StepRun::words));
    };
  }

  /**
   * Where all of a run was taken back, what its first step on a node expected to see must be seen
   * there again.
   */
  private static Map<NodeId, String> changed(Observer observer, Plan plan, RunTrail trail) {
    Map<NodeId, String> changed = new HashMap<>();
    for (Node node : observer.nodes()) {
      firstTakenBack(plan, trail, node.id())
          .ifPresent(step -> look(observer, step, node).ifPresent(w -> changed.put(node.id(), w)));
    }
    return changed;
  }

  private static Optional<Step> firstTakenBack(Plan plan, RunTrail trail, NodeId node) {
    List<Step> taken = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (step.nodes().contains(node) && step.effect().hasImpact()) {
        Trace.What what = trail.trace(step, node).what();
        if (what == Trace.What.TAKEN_BACK) {
          taken.add(step);
        } else if (what != Trace.What.NOTHING) {
          return Optional.empty();
        }
      }
    }
    return taken.stream().findFirst();
  }

  private static Optional<String> look(Observer observer, Step step, Node node) {
    for (Precondition condition : step.preconditions()) {
      if (!condition.expected().containsKey(node.id())) {
        continue;
      }
      Map<NodeId, Outcome<CapturedOutput>> found = ask(observer, condition.check(), List.of(node));
      Outcome<CapturedOutput> outcome = found.get(node.id());
      boolean same =
          outcome != null
              && outcome.fold(output -> condition.accepts(node.id(), output), failure -> false);
      if (!same) {
        return Optional.of(
            "what held before the run does not hold again, or could not be looked at: "
                + condition.purpose());
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Plan> plan(UndoView view, Goal goal) {
    UndoSource.refusal(view.trail()).ifPresent(UndoRobot::refuse);
    return draft(view, goal).plan();
  }

  private static void refuse(String why) {
    throw new IllegalArgumentException(why);
  }

  UndoDraft draft(UndoView view, Goal goal) {
    return UndoDraft.of(view, UndoGoal.isDespiteLaterRuns(goal));
  }

  @Override
  public Verification verify(UndoView view, Goal goal) {
    List<String> problems = new ArrayList<>();
    for (Step step : view.plan().steps()) {
      for (NodeId node : step.nodes()) {
        Probed probed = view.probes().get(new Place(step.id(), node));
        if (probed != null
            && view.trail().trace(step, node).what() == Trace.What.TAKEN_BACK
            && probed.done().orElse(true)) {
          problems.add(
              node
                  + ": "
                  + step.id()
                  + (probed.done().isPresent()
                      ? " still is done."
                      : " could not be looked at again. " + probed.words()));
        }
      }
    }
    view.changed().forEach((node, words) -> problems.add(node + ": " + words));
    return new Verification(problems);
  }

  /** Why a proposal cannot be carried out any more that was made some time ago. */
  Optional<String> refusal(Proposal proposal) {
    try {
      RunTrail trail = source.trail(UndoGoal.run(proposal.goal()));
      return UndoSource.refusal(trail)
          .or(
              () ->
                  source.difference(
                      proposal.plan(), trail, UndoGoal.isDespiteLaterRuns(proposal.goal())));
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
