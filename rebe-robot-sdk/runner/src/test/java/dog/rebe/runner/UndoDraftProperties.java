package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.command.Command;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import dog.rebe.runner.RunTrail.Trace;
import dog.rebe.runner.UndoView.Place;
import dog.rebe.runner.UndoView.Probed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Taking back random plans of which random parts were done, and taken back before. */
class UndoDraftProperties {

  private static final String RUN = "run-0";
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<StepState> ENDS =
      List.of(
          StepState.DONE,
          StepState.DONE,
          StepState.DONE,
          StepState.NOT_STARTED,
          StepState.FAILED,
          StepState.UNKNOWN);

  /** A plan, what the chronicle tells of it, and what its machines answer. */
  private static final class World {
    final Random random;
    final Plan plan;
    final List<ChronicleEntry> entries = new ArrayList<>();
    final Map<Place, Probed> probes = new HashMap<>();
    final Set<NodeId> nodes = new HashSet<>();
    private int undos;

    World(long seed) {
      random = new Random(seed);
      plan = plan();
      plan.nodes().stream().filter(node -> random.nextInt(8) > 0).forEach(nodes::add);
      run(RUN, "switch", "{}");
      for (Step step : plan.steps()) {
        step.nodes().forEach(node -> maybeDone(RUN, step.id(), node));
      }
      ended(RUN);
      if (random.nextBoolean()) {
        takeBackSomething();
      }
      for (Step step : plan.steps()) {
        if (step.probe().isPresent()) {
          step.nodes().forEach(node -> probes.put(new Place(step.id(), node), answer()));
        }
      }
    }

    private Plan plan() {
      List<Step> steps = new ArrayList<>();
      int count = 1 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        List<NodeId> on = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
          if (random.nextBoolean()) {
            on.add(new NodeId("node-" + node));
          }
        }
        if (on.isEmpty()) {
          on.add(new NodeId("node-0"));
        }
        steps.add(step(i, on));
      }
      return new Plan("Does things.", steps);
    }

    private Step step(int number, List<NodeId> on) {
      Command<?> reads = Command.of("look", "" + number).readOnly().limits(SwitchRobot.LIMITS);
      Command<?> command = random.nextInt(6) == 0 ? reads : change("do", number);
      Step step = Step.of("step-" + number, "Does it.", command, on);
      for (int earlier = 0; earlier < number; earlier++) {
        if (random.nextInt(4) == 0) {
          step = step.after("step-" + earlier);
        }
      }
      if (random.nextInt(4) > 0) {
        step = step.undo(change("undo", number));
      }
      return random.nextBoolean() ? step.probe(reads) : step;
    }

    private Command<?> change(String what, int number) {
      Repetition repetition = random.nextBoolean() ? Repetition.ONCE : Repetition.REPEATABLE;
      return Command.of(what, "" + number).changes(repetition).limits(SwitchRobot.LIMITS);
    }

    private Probed answer() {
      int what = random.nextInt(6);
      return what == 0
          ? new Probed(Optional.empty(), "unreachable")
          : new Probed(Optional.of(what > 1), "");
    }

    private void takeBackSomething() {
      String run = "run-undo-" + ++undos;
      run(run, UndoRobot.ID, UndoGoal.of(RUN, false).toString());
      Optional<Plan> undo = draft().plan();
      undo.ifPresent(
          found ->
              found
                  .steps()
                  .forEach(step -> step.nodes().forEach(node -> maybeDone(run, step.id(), node))));
      ended(run);
    }

    private void maybeDone(String run, String step, NodeId node) {
      if (random.nextInt(6) > 0) {
        done(run, step, node, ENDS.get(random.nextInt(ENDS.size())));
      }
    }

    void done(String run, String step, NodeId node, StepState state) {
      Map<String, Object> place =
          Map.<String, Object>of(
              "run", run, "what", "step", "step", step, "node", node.value(), "impact", "changes");
      add(EntryKind.INTENT, place);
      Map<String, Object> outcome = new HashMap<>(place);
      outcome.put("state", state.name());
      add(EntryKind.OUTCOME, outcome);
    }

    void run(String run, String robot, String goal) {
      add(
          EntryKind.INTENT,
          Map.<String, Object>of(
              "run", run, "what", "run", "robot", robot, "goal", goal, "subject", "00"));
    }

    void ended(String run) {
      add(EntryKind.OUTCOME, Map.<String, Object>of("run", run, "what", "run", "end", "COMPLETED"));
    }

    private void add(EntryKind kind, Map<String, Object> fields) {
      entries.add(
          new ChronicleEntry(BEGIN.plusSeconds(entries.size()), kind, new TreeMap<>(fields)));
    }

    RunTrail trail() {
      return RunTrail.read(RUN, entries::forEach);
    }

    UndoDraft draft() {
      return UndoDraft.of(new UndoView(plan, trail(), nodes, probes, Map.of()), false);
    }

    Optional<Boolean> probed(Place place) {
      return Optional.ofNullable(probes.get(place)).flatMap(Probed::done);
    }
  }

  private static List<Place> planned(World world, UndoDraft draft) {
    Map<String, String> names = new HashMap<>();
    world.plan.steps().forEach(step -> names.put(UndoName.of(step.id()), step.id()));
    return draft.plan().stream()
        .flatMap(plan -> plan.steps().stream())
        .flatMap(step -> step.nodes().stream().map(node -> new Place(names.get(step.id()), node)))
        .toList();
  }

  @Property(tries = 2000)
  void everythingThatStandsIsEitherTakenBackOrLeftToAPerson(@ForAll long seed) {
    World world = new World(seed);
    RunTrail trail = world.trail();
    UndoDraft draft = world.draft();
    List<Place> planned = planned(world, draft);
    List<Place> left = draft.left().stream().map(one -> new Place(one.step(), one.node())).toList();
    assertThat(planned).doesNotHaveDuplicates();
    assertThat(left).doesNotHaveDuplicates().noneMatch(planned::contains);
    for (Step step : world.plan.steps()) {
      for (NodeId node : step.nodes()) {
        Place place = new Place(step.id(), node);
        boolean isSomewhere = planned.contains(place) || left.contains(place);
        Trace.What what = trail.trace(step, node).what();
        if (!step.effect().hasImpact()) {
          assertThat(isSomewhere).isFalse();
          continue;
        }
        switch (what) {
          case NOTHING, TAKEN_BACK -> assertThat(isSomewhere).as("%s", place).isFalse();
          case BROKEN, STUCK -> assertThat(left).contains(place);
          case STANDS -> assertThat(isSomewhere).as("%s", place).isTrue();
          case UNCERTAIN ->
              assertThat(isSomewhere)
                  .as("%s", place)
                  .isEqualTo(!world.probed(place).equals(Optional.of(false)));
        }
      }
    }
  }

  @Property(tries = 2000)
  void isTheUndoOfStepsInTheirReverseOrderAndTheSameEachTime(@ForAll long seed) {
    World world = new World(seed);
    Optional<Plan> undo = world.draft().plan();
    assertThat(world.draft().plan().map(Plan::digest)).isEqualTo(undo.map(Plan::digest));
    List<Step> original = new ArrayList<>(world.plan.steps());
    Collections.reverse(original);
    List<String> names = original.stream().map(step -> UndoName.of(step.id())).toList();
    List<Step> steps = undo.map(Plan::steps).orElse(List.of());
    assertThat(steps.stream().map(step -> names.indexOf(step.id())).toList())
        .isSorted()
        .doesNotHaveDuplicates()
        .doesNotContain(-1);
    for (Step step : steps) {
      Step of = original.get(names.indexOf(step.id()));
      assertThat(step.command().toString()).isEqualTo(of.undo().orElseThrow().toString());
      assertThat(step.preconditions()).hasSize(of.probe().isPresent() ? 1 : 0);
      assertThat(world.nodes).containsAll(step.nodes());
    }
  }

  /** What comes after a place: later steps, on its own node where they and it share that. */
  private static Set<Place> restingOn(Plan plan, Place place) {
    Set<Place> all = new HashSet<>();
    List<Place> open = new ArrayList<>(List.of(place));
    while (!open.isEmpty()) {
      Place below = open.remove(0);
      List<NodeId> nodes = plan.step(below.step()).nodes();
      for (Step later : plan.steps()) {
        for (NodeId node : later.nodes()) {
          boolean waits = !nodes.contains(node) || node.equals(below.node());
          Place above = new Place(later.id(), node);
          if (later.after().contains(below.step()) && waits && all.add(above)) {
            open.add(above);
          }
        }
      }
    }
    return all;
  }

  private static boolean mayStand(World world, RunTrail trail, Place place) {
    Step step = world.plan.step(place.step());
    if (!step.effect().hasImpact()) {
      return false;
    }
    Optional<Boolean> probed = world.probed(place);
    return switch (trail.trace(step, place.node()).what()) {
      case NOTHING, TAKEN_BACK -> false;
      case BROKEN, STUCK -> true;
      case UNCERTAIN -> !probed.equals(Optional.of(false));
      case STANDS -> step.probe().isEmpty() || !probed.equals(Optional.of(false));
    };
  }

  @Property(tries = 2000)
  void nothingIsTakenBackThatSomethingStillNeeds(@ForAll long seed) {
    World world = new World(seed);
    RunTrail trail = world.trail();
    List<Place> planned = planned(world, world.draft());
    for (Place place : planned) {
      for (Place above : restingOn(world.plan, place)) {
        assertThat(planned.contains(above) || !mayStand(world, trail, above))
            .as("%s under %s", place, above)
            .isTrue();
      }
    }
  }

  @Property(tries = 2000)
  void whatRestsOnSomethingOnAnotherNodeIsWaitedFor(@ForAll long seed) {
    World world = new World(seed);
    UndoDraft draft = world.draft();
    List<Place> planned = planned(world, draft);
    for (Place place : planned) {
      Step undo = draft.plan().orElseThrow().step(UndoName.of(place.step()));
      for (Place above : restingOn(world.plan, place)) {
        if (planned.contains(above) && !above.node().equals(place.node())) {
          Step first = draft.plan().orElseThrow().step(UndoName.of(above.step()));
          assertThat(undo.after()).as("%s under %s", place, above).contains(first.id());
          assertThat(first.nodes()).as("it waits for all").doesNotContain(place.node());
        }
      }
    }
  }

  @Property(tries = 2000)
  void onceItIsTakenBackThereIsNothingMoreToDo(@ForAll long seed) {
    World world = new World(seed);
    List<LeftInPlace> left = world.draft().left();
    Optional<Plan> undo = world.draft().plan();
    world.run("run-last", UndoRobot.ID, UndoGoal.of(RUN, false).toString());
    undo.ifPresent(
        plan ->
            plan.steps()
                .forEach(
                    step ->
                        step.nodes()
                            .forEach(
                                node -> world.done("run-last", step.id(), node, StepState.DONE))));
    assertThat(world.trail().undoingStill()).containsExactly("run-last");
    world.ended("run-last");
    assertThat(world.trail().undoingStill()).isEmpty();
    assertThat(world.draft().plan().map(plan -> plan.steps().size())).isEmpty();
    assertThat(world.draft().left()).containsExactlyInAnyOrderElementsOf(left);
  }
}
