package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Plan;
import dog.rebe.change.PlanReader;
import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Decoder;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.Success;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.runner.RunReport.End;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.testkit.VirtualScheduler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that did not answer is told, whatever the robot does with its failure. */
class CoverageTest {

  private static final SwitchRobot ROBOT = new SwitchRobot();

  @TempDir Path folder;
  private Workshop shop;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(folder, 3);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void switchOff(String... nodes) {
    for (String node : nodes) {
      shop.fleet.node(node).become(Fault.switchedOff());
    }
  }

  private Proposed found() {
    return shop.runner().propose(ROBOT, Workshop.ON, shop.nodes(), "eve");
  }

  private static List<String> names(Coverage coverage) {
    return coverage.unseen().stream().map(unseen -> unseen.node().value()).toList();
  }

  @Test
  void nothingToDoWhereNobodyAnsweredIsNotWell() {
    switchOff("node-1", "node-2", "node-3");
    Proposed found = found();
    assertThat(found.proposal()).isEmpty();
    assertThat(found.isWell()).isFalse();
    assertThat(names(found.coverage())).containsExactly("node-1", "node-2", "node-3");
    assertThat(found.coverage().words())
        .startsWith("3 of 3 machines could not be looked at: node-1 (connect-refused), node-2 (");
  }

  @Test
  void allIsWellOnlyWhereAllAnswered() {
    shop.switches.values().forEach(one -> one.becomes("on"));
    assertThat(found().isWell()).isTrue();
    assertThat(found().coverage().words()).isEmpty();
  }

  @Test
  void aProposalSaysWhichMachinesItLeavesOut() {
    switchOff("node-2");
    Proposal proposal = found().orElseThrow();
    assertThat(names(proposal.coverage())).containsExactly("node-2");
    assertThat(PlainSummary.of(proposal))
        .contains("1 of 3 machines could not be looked at: node-2 (connect-refused)");
  }

  @Test
  void whatWasNotSeenIsPartOfWhatIsApprovedAndKept() {
    switchOff("node-2");
    Proposal proposal = found().orElseThrow();
    byte[] kept = ProposalText.bytes(proposal);
    Proposal read = ProposalText.read(kept, PlanReader.create(), shop.nodes());
    assertThat(read.coverage()).isEqualTo(proposal.coverage());
    String altered =
        new String(kept, StandardCharsets.UTF_8).replace("connect-refused", "auth-refused");
    assertThatThrownBy(
            () ->
                ProposalText.read(
                    altered.getBytes(StandardCharsets.UTF_8), PlanReader.create(), shop.nodes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("somebody has changed it");
  }

  @Test
  void aRunThatWasCompletedDoesNotSayThatAllIsWellOfMachinesThatNobodySaw() {
    switchOff("node-2");
    Runner runner = shop.runner();
    Proposal proposal = runner.propose(ROBOT, Workshop.ON, shop.nodes(), "eve").orElseThrow();
    RunReport report = shop.apply(runner, proposal, ApplyOptions.defaults());
    assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
    assertThat(names(report.coverage())).containsExactly("node-2");
    assertThat(report.account())
        .doesNotContain("all is well")
        .contains("1 of 3 machines could not be looked at: node-2 (connect-refused)");
    assertThat(shop.entries())
        .anyMatch(entry -> "node-2 (connect-refused)".equals(entry.fields().get("unseen")));
  }

  @Test
  void aMachineThatDoesNotAnswerAfterItsChangeIsNotWell() {
    Runner runner = shop.runner();
    Proposal proposal = runner.propose(ROBOT, Workshop.ON, shop.nodes(), "eve").orElseThrow();
    shop.switches.get("node-3").goesSilentAfter("on");
    RunReport report =
        shop.apply(
            runner,
            proposal,
            ApplyOptions.defaults().withWhenStopped(ApplyOptions.WhenStopped.KEEP));
    assertThat(report.end()).as(report.account()).isEqualTo(End.HANDED_OVER);
    assertThat(report.reason())
        .contains(
            "node-3 could not be looked at again (nonzero-exit: status 4: It shows nothing.)");
  }

  @Test
  void aRoundInWhichNobodyAnsweredIsNotWell() {
    switchOff("node-1");
    shop.switches.values().forEach(one -> one.becomes("on"));
    Round round = reconciler().round();
    assertThat(round.what()).isEqualTo(Round.What.UNSEEN);
    assertThat(names(round.coverage())).containsExactly("node-1");
    assertThat(round.words()).contains("1 of 3 machines could not be looked at: node-1");
  }

  private Reconciler reconciler() {
    return shop.runner()
        .reconciler(ROBOT, Workshop.ON, shop::nodes)
        .schedule(VirtualScheduler.create(), Runnable::run)
        .build();
  }

  /** The second try of the same command answers; another command's failure stays one. */
  @Test
  void aLookThatFailedFirstAndAnsweredThenIsNoFailure() {
    shop.switches.get("node-1").isSilent(1);
    Proposed found =
        shop.runner().propose(new Twice(SwitchRobot.show()), Workshop.ON, shop.nodes(), "eve");
    assertThat(found.coverage().isWhole()).as(found.coverage().words()).isTrue();
    Command<?> other = Command.of("switch", "is", "half").readOnly().limits(SwitchRobot.LIMITS);
    assertThat(
            names(
                shop.runner()
                    .propose(new Twice(other), Workshop.ON, shop.nodes(), "eve")
                    .coverage()))
        .containsExactly("node-1", "node-2", "node-3");
  }

  @Test
  void whatCouldNotBeReadIsNotReadByWhoTakesItRaw() {
    Command<?> first =
        SwitchRobot.show()
            .decode(
                (output, exit) -> {
                  throw new DecodeException("This is no number");
                });
    Robot<?> robot =
        new Other(
            (observer, goal) -> {
              observer.run(first);
              return ROBOT.observe(observer, goal);
            },
            ROBOT::plan);
    assertThat(names(shop.runner().propose(robot, Workshop.ON, shop.nodes(), "eve").coverage()))
        .containsExactly("node-1", "node-2", "node-3");
  }

  @Test
  void coveragesAreTheSameWhereTheSameIsUnseenForTheSameReason() {
    List<UnseenNode> many =
        IntStream.rangeClosed(1, 30)
            .mapToObj(i -> new UnseenNode(new NodeId("node-" + i), "connect-refused", "at " + i))
            .toList();
    Coverage coverage = new Coverage(40, many);
    assertThat(coverage.isLike(new Coverage(40, many.subList(0, 29)))).isFalse();
    assertThat(coverage.isLike(new Coverage(40, List.copyOf(many)))).isTrue();
    List<UnseenNode> later =
        many.stream().map(one -> new UnseenNode(one.node(), one.kind(), "later")).toList();
    assertThat(coverage.isLike(new Coverage(40, later))).isTrue();
  }

  /** One of two looks failed everywhere; the robot plans for what the other one told. */
  @Test
  void whatWasPlannedForAMachineThatWasSeenInPartIsNotCalledLeftOut() {
    switchOff("node-3");
    Command<?> other = Command.of("switch", "is", "half").readOnly().limits(SwitchRobot.LIMITS);
    Runner runner = shop.runner();
    Proposal proposal =
        runner.propose(new Twice(other), Workshop.ON, shop.nodes(), "eve").orElseThrow();
    assertThat(PlainSummary.of(proposal))
        .contains(
            "LEFT OUT: 1 of 3 machines could not be looked at: node-3 (connect-refused).\n",
            "PLANNED FOR ALL THE SAME: 2 of 3 machines could not be looked at: "
                + "node-1 (nonzero-exit), node-2 (nonzero-exit).\n");
    RunReport report = shop.apply(runner, proposal, ApplyOptions.defaults());
    assertThat(report.account())
        .endsWith("Planned for all the same: node-1, node-2. Nothing was planned for the others.");
  }

  @Test
  void aMachineThatTheRobotDoesNotAskIsNotSeen() {
    shop.switches.values().forEach(one -> one.becomes("on"));
    Robot<?> robot =
        new Other(
            (observer, goal) ->
                observer
                    .run(SwitchRobot.show().decode(Decoder.text()), observer.nodes().subList(0, 1))
                    .answers(),
            ROBOT::plan);
    Proposed found = shop.runner().propose(robot, Workshop.ON, shop.nodes(), "eve");
    assertThat(found.isWell()).isFalse();
    assertThat(names(found.coverage())).containsExactly("node-2", "node-3");
    assertThat(found.coverage().words())
        .isEqualTo("2 of 3 machines were not looked at: node-2 (not-asked), node-3 (not-asked).");
    switchOff("node-1");
    assertThat(shop.runner().propose(robot, Workshop.ON, shop.nodes(), "eve").coverage().words())
        .isEqualTo(
            "1 of 3 machines could not be looked at: node-1 (connect-refused). "
                + "2 of 3 machines were not looked at: node-2 (not-asked), node-3 (not-asked).");
  }

  @Test
  void aLookThatFailsWhileTheRobotPlansCounts() {
    Observer[] kept = new Observer[1];
    Command<?> other = Command.of("switch", "is", "half").readOnly().limits(SwitchRobot.LIMITS);
    Robot<?> robot =
        new Other(
            (observer, goal) -> {
              kept[0] = observer;
              return ROBOT.observe(observer, goal);
            },
            (observed, goal) -> {
              kept[0].run(other.decode(Decoder.text()));
              return ROBOT.plan(observed, goal);
            });
    assertThat(names(shop.runner().propose(robot, Workshop.ON, shop.nodes(), "eve").coverage()))
        .containsExactly("node-1", "node-2", "node-3");
  }

  @Test
  void whatNothingCameOfIsNoAnswer() {
    FailedLooks looks = new FailedLooks();
    looks.begins(SwitchRobot.show(), shop.nodes());
    looks.count(SwitchRobot.show(), shop.nodes().get(1).id(), new Success<>("on", Evidence.none()));
    assertThat(looks.failures(shop.nodes()).words())
        .isEqualTo(
            "2 of 3 machines could not be looked at: node-1 (no-answer), node-3 (no-answer).");
  }

  /** Looks and plans so. */
  private record Other(
      BiFunction<Observer, Goal, Map<NodeId, String>> look,
      BiFunction<Map<NodeId, String>, Goal, Optional<Plan>> plan)
      implements Robot<Map<NodeId, String>> {
    @Override
    public RobotManifest manifest() {
      return ROBOT.manifest();
    }

    @Override
    public Map<NodeId, String> observe(Observer observer, Goal goal) {
      return look.apply(observer, goal);
    }

    @Override
    public Optional<Plan> plan(Map<NodeId, String> observed, Goal goal) {
      return plan.apply(observed, goal);
    }
  }

  /** Runs one command and then the look of every switch robot, and drops all failures. */
  private static final class Twice implements Robot<Map<NodeId, String>> {
    private final Command<?> first;

    Twice(Command<?> first) {
      this.first = first;
    }

    @Override
    public RobotManifest manifest() {
      return ROBOT.manifest();
    }

    @Override
    public Map<NodeId, String> observe(Observer observer, Goal goal) {
      observer.run(first.decode(Decoder.text()));
      return ROBOT.observe(observer, goal);
    }

    @Override
    public Optional<Plan> plan(Map<NodeId, String> observed, Goal goal) {
      return ROBOT.plan(observed, goal);
    }
  }
}
