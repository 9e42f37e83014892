package dog.rebe.robotkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.runner.ApplyOptions;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.Proposed;
import dog.rebe.runner.RunReport;
import dog.rebe.runner.UnseenNode;
import dog.rebe.ssh.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The rules that every robot keeps. An author extends it with the two methods and runs it as a test
 * class; a rule whose name begins with {@code required_} must hold, and one that begins with {@code
 * optional_} is skipped where the robot does not claim it. Nothing runs but simulated machines.
 *
 * @param <O> what the robot observes
 */
public abstract class RobotConformanceKit<O> {

  private static final Duration LONGEST = Duration.ofHours(2);
  private static final long MOST_BYTES = 64L * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Scenario scenario;
  private RobotBench bench;

  /** For subclasses. */
  @SuppressWarnings("NullAway.Init") // made before each rule
  protected RobotConformanceKit() {}

  /** The robot; a new one each time. */
  protected abstract Robot<O> robot();

  /** Machines that need it; new ones each time. */
  protected abstract Scenario scenario();

  @BeforeEach
  final void startMachines() {
    scenario = scenario();
    bench = new RobotBench(scenario);
  }

  @AfterEach
  final void stopMachines() {
    bench.close();
  }

  /** How long a robot may go on after an interrupt. */
  Duration patience() {
    return PATIENCE;
  }

  private Goal goal() {
    return scenario.goal();
  }

  private Plan plan(Robot<O> robot) {
    Optional<Plan> plan = robot.plan(robot.observe(bench.observer(), goal()), goal());
    assertThat(plan).as("the scenario's machines need the robot").isPresent();
    return plan.orElseThrow();
  }

  private Proposal proposal(Robot<O> robot) {
    return bench.runner().propose(robot, goal(), bench.nodes(), "author").orElseThrow();
  }

  private RunReport apply(Robot<O> robot) {
    return bench.runner().apply(robot, proposal(robot), List.of(), ApplyOptions.defaults());
  }

  /** The manifest is the same each time and of each instance, and fits this version. */
  @Test
  final void required_01_saysTheSameOfItselfEachTime() {
    Robot<O> robot = robot();
    RobotManifest manifest = robot.manifest();
    assertThat(robot().manifest().id()).isEqualTo(manifest.id());
    assertThat(robot().manifest().version()).isEqualTo(manifest.version());
    assertThat(robot().manifest().changes()).isEqualTo(manifest.changes());
    assertThat(robot().manifest().goalType().jsonSchema())
        .isEqualTo(manifest.goalType().jsonSchema());
    assertThat(manifest.sdk().fits()).isTrue();
  }

  /** Observing changes nothing. */
  @Test
  final void required_02_observesWithoutChanging() {
    String before = scenario.state().get();
    Robot<O> robot = robot();
    robot.observe(bench.observer(), goal());
    robot.observe(bench.observer(), goal());
    assertThat(scenario.state().get()).isEqualTo(before);
  }

  /** The same observations give the same bytes, by whichever instance, and change nothing. */
  @Test
  final void required_03_plansPurelyAndRepeatably() {
    Robot<O> robot = robot();
    O observed = robot.observe(bench.observer(), goal());
    String before = scenario.state().get();
    Plan plan = robot.plan(observed, goal()).orElseThrow();
    assertSame(plan, robot.plan(observed, goal()), "planned once more");
    assertSame(plan, robot().plan(observed, goal()), "planned by another instance");
    assertThat(scenario.state().get()).as("of the machines after planning").isEqualTo(before);
    assertSame(plan, Optional.of(plan(robot())), "planned for unchanged machines");
  }

  private static void assertSame(Plan plan, Optional<Plan> again, String how) {
    assertThat(again).as(how).isPresent();
    assertThat(PlanDifference.of(plan, again.orElseThrow()))
        .as("what differs when it is " + how)
        .isEmpty();
  }

  /** A plan speaks of the machines of the run, and of no other that the robot may know. */
  @Test
  final void required_04_plansOnlyForTheMachinesOfTheRun() {
    for (Node node : bench.nodes()) {
      Robot<O> robot = robot();
      O observed = robot.observe(bench.observer(List.of(node)), goal());
      List<NodeId> planned =
          robot.plan(observed, goal()).map(Plan::nodes).orElse(List.of()).stream().toList();
      assertThat(planned).as("of a run of one machine").isSubsetOf(node.id());
    }
  }

  /**
   * What plans change the manifest names, and a command of a plan that is said to read only changes
   * nothing, be it a step, a precondition, a preview or a probe.
   */
  @Test
  final void required_05_declaresItsEffectsTruly() {
    Robot<O> robot = robot();
    Plan plan = plan(robot);
    if (plan.effect().hasImpact()) {
      assertThat(robot.manifest().changes()).as("changes of the manifest").isNotEmpty();
    }
    String before = scenario.state().get();
    bench.look(plan);
    assertThat(scenario.state().get()).as("after what is said to read only").isEqualTo(before);
  }

  /** Every step says in a sentence what it is for. */
  @Test
  final void required_06_explainsItsSteps() {
    Plan plan = plan(robot());
    List<String> sentences = new ArrayList<>(plan.steps().stream().map(Step::purpose).toList());
    sentences.add(plan.purpose());
    sentences.add(robot().manifest().purpose());
    assertThat(sentences)
        .allMatch(text -> text.endsWith("."), "ends as a sentence does")
        .allMatch(text -> text.contains(" "), "has more than a word")
        .allMatch(text -> text.chars().noneMatch(Character::isISOControl), "is one line");
  }

  /** Once a plan was applied all is well, and there is nothing more to do. */
  @Test
  final void required_07_reachesItsGoal() {
    RunReport report = apply(robot());
    assertThat(report.end()).as(report.account()).isEqualTo(RunReport.End.COMPLETED);
    Proposed after = bench.runner().propose(robot(), goal(), bench.nodes(), "author");
    assertThat(after.isWell()).as(after.words()).isTrue();
  }

  /**
   * A machine that does not answer is left out, the others are served, and the runner tells that it
   * was left out, and why. It can do so of every machine that the robot tries to look at.
   */
  @Test
  final void required_08_survivesUnreachableMachines() {
    Node off = bench.nodes().get(0);
    bench.fleet().node(off.id().value()).become(Fault.switchedOff());
    Robot<O> robot = robot();
    Proposed found = bench.runner().propose(robot, goal(), bench.nodes(), "author");
    List<NodeId> planned = found.proposal().map(one -> one.plan().nodes()).orElse(List.of());
    assertThat(planned).isNotEmpty().doesNotContain(off.id());
    assertThat(found.coverage().unseen().stream().filter(UnseenNode::isAsked).map(UnseenNode::node))
        .as("machines that could not be looked at (the robot must try to look at each)")
        .containsExactly(off.id());
  }

  /** No command takes longer than two hours or prints more than 64 MiB. */
  @Test
  final void required_09_respectsLimits() {
    Robot<O> robot = robot();
    List<Command<?>> all = new ArrayList<>(RobotBench.commands(plan(robot)));
    all.addAll(bench.looked());
    assertThat(all)
        .allMatch(command -> command.limits().deadline().compareTo(LONGEST) <= 0)
        .allMatch(command -> command.limits().stdoutBytes() <= MOST_BYTES);
  }

  /** An interrupt ends the looking. */
  @Test
  final void required_10_endsWhenInterrupted() throws InterruptedException {
    for (Node node : bench.nodes()) {
      bench.fleet().node(node.id().value()).become(Fault.hangsInCommand(0));
    }
    Robot<O> robot = robot();
    Thread looking =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              robot.observe(bench.observer(), goal());
            },
            "robot under test");
    looking.setUncaughtExceptionHandler((thread, failure) -> {});
    looking.start();
    looking.join(patience().toMillis());
    assertThat(looking.isAlive()).as("still looking").isFalse();
  }

  /** Where every step can be taken back, taking back leaves the machines as they were. */
  @Test
  final void optional_01_undoesWhatItSaysItUndoes() {
    assumeTrue(
        plan(robot()).steps().stream()
            .allMatch(step -> !step.effect().hasImpact() || step.undo().isPresent()),
        "The robot does not claim that all of its steps can be taken back");
    Robot<O> robot = new NeverContent<>(robot());
    Proposal proposal = proposal(robot);
    String before = scenario.state().get();
    RunReport report =
        bench.runner().apply(robot, proposal, List.of(), ApplyOptions.defaults().withCanary(0));
    assertThat(report.end()).as(report.account()).isEqualTo(RunReport.End.UNDONE);
    assertThat(scenario.state().get()).isEqualTo(before);
  }

  /** Where every step brings a preview, it works and sees everything. */
  @Test
  final void optional_02_previewsEveryStep() {
    assumeTrue(
        plan(robot()).steps().stream().allMatch(step -> step.preview().isPresent()),
        "The robot does not claim that all of its steps can be previewed");
    Proposal proposal = proposal(robot());
    assertThat(proposal.preview().hasBlindSpots()).isFalse();
    assertThat(proposal.preview().steps()).noneMatch(step -> step.notes().isEmpty());
  }
}
