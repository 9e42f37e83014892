package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Plan;
import dog.rebe.node.Node;
import dog.rebe.robot.Goal;
import dog.rebe.robot.GoalType;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import dog.rebe.runner.ApplyOptions.WhenStopped;
import dog.rebe.runner.RunReport.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Yesterday's run, taken back by another program than the one that carried it out. */
class UndoTest {

  private static final ApplyOptions KEEPING =
      ApplyOptions.defaults().withWhenStopped(WhenStopped.KEEP);

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

  /** Carries out a robot's plan; then the program has ended and a day has gone by. */
  private String yesterday(Robot<?> robot) {
    Runner runner = shop.runner();
    Proposal proposal = runner.propose(robot, Workshop.ON, shop.nodes(), "eve").orElseThrow();
    List<SignedApproval> both = List.of(shop.by(shop.ada, proposal), shop.by(shop.bob, proposal));
    RunReport report = runner.apply(robot, proposal, both, KEEPING);
    assertThat(report.end()).as(report.account()).isNotEqualTo(End.REFUSED);
    shop.startAnew();
    shop.clock.advance(Duration.ofDays(1));
    return proposal.run();
  }

  private UndoProposal proposed(String run) {
    return shop.runner().proposeUndo(run, shop.nodes(), "eve");
  }

  private RunReport applied(Proposal proposal) {
    Runner runner = shop.runner();
    return runner.apply(
        runner.undoRobot(), proposal, List.of(shop.by(shop.ada, proposal)), KEEPING);
  }

  @Test
  void takesBackWhatAnEarlierProgramDidLastStepFirst() {
    String run = yesterday(new SwitchRobot());
    UndoProposal undo = proposed(run);
    assertThat(undo.left()).isEmpty();
    assertThat(undo.account()).isEqualTo("Run " + run + ": all of it can be taken back.");
    Proposal proposal = undo.proposal().orElseThrow();
    assertThat(proposal.run()).isNotEqualTo(run);
    assertThat(proposal.plan().purpose()).isEqualTo("Takes back " + run + ": Turns switches on.");
    RunReport report = applied(proposal);
    assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
    assertThat(shop.switches.values())
        .allSatisfy(
            one -> assertThat(one.done()).containsExactly("loosen", "on", "off", "tighten"));
  }

  @Test
  void isRecordedAsARunOfItsOwnThatNamesTheOther() {
    String run = yesterday(new SwitchRobot());
    Proposal proposal = proposed(run).proposal().orElseThrow();
    applied(proposal);
    assertThat(shop.entries())
        .anySatisfy(
            entry ->
                assertThat(entry.fields())
                    .containsEntry("what", "run")
                    .containsEntry("run", proposal.run())
                    .containsEntry("robot", "rebe.undo")
                    .hasEntrySatisfying(
                        "goal", goal -> assertThat(String.valueOf(goal)).contains(run)));
    assertThat(shop.entries())
        .anySatisfy(
            entry ->
                assertThat(entry.fields())
                    .containsEntry("what", "approval")
                    .containsEntry("run", proposal.run()));
  }

  @Test
  void isDoneOnlyOnceItIsApproved() {
    Proposal proposal = proposed(yesterday(new SwitchRobot())).proposal().orElseThrow();
    Runner runner = shop.runner();
    RunReport report = runner.apply(runner.undoRobot(), proposal, List.of(), KEEPING);
    assertThat(report.end()).isEqualTo(End.REFUSED);
    assertThat(shop.switches.get("node-1").state()).isEqualTo("on");
  }

  @Test
  @Tag("fault-43")
  void aSecondUndoIsRefusedInItsOwnWords() {
    String run = yesterday(new SwitchRobot());
    Proposal first = proposed(run).proposal().orElseThrow();
    Proposal second = proposed(run).proposal().orElseThrow();
    assertThat(applied(first).end()).isEqualTo(End.COMPLETED);
    String words = "The run " + run + " was taken back before, by " + first.run();
    assertThatThrownBy(() -> proposed(run)).hasMessage(words);
    RunReport report = applied(second);
    assertThat(report.end()).isEqualTo(End.REFUSED);
    assertThat(report.reason()).isEqualTo(words);
    assertThat(applied(first).reason()).isEqualTo(words);
    assertThat(shop.switches.get("node-1").done())
        .containsExactly("loosen", "on", "off", "tighten");
  }

  @Test
  void aRunThatTookItselfBackIsNotTakenBackAgain() {
    shop.switches.get("node-1").breaksAt("on");
    Runner runner = shop.runner();
    Proposal proposal = shop.proposal(runner);
    shop.apply(runner, proposal, ApplyOptions.defaults());
    UndoProposal undo = proposed(proposal.run());
    assertThat(undo.proposal()).isEmpty();
    assertThat(undo.left())
        .singleElement()
        .hasToString("node-1: turn stays. It did not work, and may have left something.");
  }

  @Test
  void whatHasNoUndoIsHandedToAPerson() {
    UndoProposal undo = proposed(yesterday(new ProbedRobot()));
    assertThat(undo.account())
        .contains("a part of it can be taken back. Somebody must look at the rest.")
        .contains("- node-1: grease-1 stays. It cannot be taken back.")
        .contains("- node-3: grease-3 stays. It cannot be taken back.");
    assertThat(undo.proposal().orElseThrow().plan().purpose())
        .contains("Of what it did, 3 things stay for a person.");
    assertThat(applied(undo.proposal().orElseThrow()).end()).isEqualTo(End.COMPLETED);
    UndoProposal again = proposed(undo.undone());
    assertThat(again.proposal()).isEmpty();
    assertThat(again.account())
        .contains("nothing of it can be taken back by itself")
        .contains("Something of it was taken back before, by run-");
  }

  @Test
  void whatIsNotAsTheRunLeftItStays() {
    String run = yesterday(new ProbedRobot());
    shop.switches.get("node-2").becomes("half");
    UndoProposal undo = proposed(run);
    assertThat(undo.account())
        .contains("node-2: turn-2 stays. It is not any more as the run left it.");
    applied(undo.proposal().orElseThrow());
    assertThat(shop.switches.get("node-2").state()).isEqualTo("half");
    assertThat(shop.switches.get("node-1").state()).isEqualTo("off");
  }

  @Test
  void aProbeThatCannotRunHasNotSaidNo() {
    String run = yesterday(new ProbedRobot());
    shop.switches.get("node-1").tellsBy(127);
    shop.switches.get("node-2").tellsBy(1);
    UndoProposal undo = proposed(run);
    assertThat(undo.account())
        .contains("node-1: turn-1 stays. It could not be looked at. nonzero-exit: status 127")
        .contains("node-2: turn-2 stays. It is not any more as the run left it.");
  }

  @Test
  void nothingIsTakenBackUnderAStepThatDidNotEndWell() {
    shop.switches.get("node-1").breaksAt("on");
    String run = yesterday(new SwitchRobot());
    UndoProposal undo = proposed(run);
    assertThat(undo.account())
        .contains("node-1: turn stays. It did not work, and may have left something.")
        .contains("node-1: prepare stays. The step turn stays, which came after it.");
  }

  @Test
  void whatAnotherRunChangesAfterTheProposalIsNotTakenBackUnlessSaidOtherwise() {
    String run = yesterday(new SwitchRobot());
    Proposal careful = proposed(run).proposal().orElseThrow();
    Proposal despite =
        shop.runner().proposeUndo(run, shop.nodes(), "eve", true).proposal().orElseThrow();
    shop.switches.get("node-2").becomes("off");
    String later = yesterday(new SwitchRobot());
    RunReport report = applied(careful);
    assertThat(report.end()).isEqualTo(End.REFUSED);
    assertThat(report.reason())
        .contains("The machine node-2 was changed since by " + later)
        .contains("nothing tells whether turn still is as the run left it there");
    assertThat(shop.switches.get("node-2").state()).isEqualTo("on");
    assertThat(applied(despite).reason()).doesNotContain(later);
  }

  @Test
  void whatIsTakenBackStaysSoWhenItStopsWhateverTheOptionsSay() {
    String run = yesterday(new SwitchRobot());
    shop.switches.get("node-1").breaksAt("off");
    Proposal proposal = proposed(run).proposal().orElseThrow();
    Runner runner = shop.runner();
    RunReport report =
        runner.apply(
            runner.undoRobot(),
            proposal,
            List.of(shop.by(shop.ada, proposal)),
            ApplyOptions.defaults().withWhenStopped(WhenStopped.UNDO));
    assertThat(report.end()).as(report.account()).isEqualTo(End.HANDED_OVER);
    assertThat(shop.switches.get("node-3").done()).startsWith("loosen", "on", "off");
    assertThat(shop.switches.get("node-3").state()).isEqualTo("off");
  }

  @Test
  void aRunThatIsTakenBackInPartIsNotAllWell() {
    Proposal proposal = proposed(yesterday(new ProbedRobot())).proposal().orElseThrow();
    assertThat(PlainSummary.of(proposal))
        .contains("   - node-1: grease-1 stays. It cannot be taken back.");
    RunReport report = applied(proposal);
    assertThat(report.end()).isEqualTo(End.COMPLETED);
    assertThat(report.isWell()).isFalse();
    assertThat(report.account())
        .contains("everything that was planned was done. Of what it did, 3 things stay")
        .contains("\n- node-1: grease-1 stays. It cannot be taken back.")
        .doesNotContain("all is well");
  }

  @Test
  @Tag("fault-40")
  void whatMovesAfterTheApprovalIsNotTouched() {
    Proposal proposal = proposed(yesterday(new ProbedRobot())).proposal().orElseThrow();
    shop.switches.get("node-1").becomes("half");
    RunReport report = applied(proposal);
    assertThat(report.end()).isEqualTo(End.HANDED_OVER);
    assertThat(report.account())
        .contains("undo-turn-3")
        .contains("This does not hold: 'It still is as the run left it.'");
    assertThat(shop.switches.get("node-1").state()).isEqualTo("half");
  }

  @Test
  void saysOfAStepWithoutProbeThatNothingTells() {
    Proposal proposal = proposed(yesterday(new SwitchRobot())).proposal().orElseThrow();
    assertThat(PlainSummary.of(proposal))
        .contains("Takes back: Turns it. Nothing tells whether it still is as the run left it.");
  }

  @Test
  void aMachineThatAnotherRunChangedSinceIsLeftUnlessSaidOtherwise() {
    String run = yesterday(new SwitchRobot());
    shop.switches.get("node-2").becomes("off");
    String later = yesterday(new SwitchRobot());
    UndoProposal undo = proposed(run);
    assertThat(undo.account())
        .contains("node-2: turn stays. The machine was changed since by " + later)
        .contains("node-2: prepare stays. The step turn stays, which came after it.")
        .doesNotContain("node-1:");
    UndoProposal despite = shop.runner().proposeUndo(run, shop.nodes(), "eve", true);
    assertThat(despite.left()).isEmpty();
    applied(proposed(later).proposal().orElseThrow());
    assertThat(proposed(run).left()).as("once the later one is taken back").isEmpty();
  }

  @Test
  void whatStaysIsTriedAgainWhenItWasProvablyNotTakenBack() {
    String run = yesterday(new ProbedRobot());
    List<Node> some = shop.nodes().subList(0, 2);
    UndoProposal first = shop.runner().proposeUndo(run, some, "eve");
    assertThat(first.account())
        .contains("node-3: turn-3 stays. The machine is none of those that are known now.");
    assertThat(applied(first.proposal().orElseThrow()).end()).isEqualTo(End.COMPLETED);
    UndoProposal rest = proposed(run);
    assertThat(rest.proposal().orElseThrow().plan().nodes())
        .extracting(Object::toString)
        .containsExactly("node-3");
    assertThat(rest.earlier()).containsExactly(first.proposal().orElseThrow().run());
  }

  @Test
  void whatDidNotWorkWhenTakenBackStaysForAPerson() {
    String run = yesterday(new SwitchRobot());
    shop.switches.get("node-3").breaksAt("off");
    Proposal proposal = proposed(run).proposal().orElseThrow();
    RunReport report = applied(proposal);
    assertThat(report.end()).isEqualTo(End.HANDED_OVER);
    shop.switches.get("node-3").breaksAt("");
    UndoProposal rest = proposed(run);
    assertThat(rest.account())
        .contains("node-3: turn stays. Taking it back did not end well in " + proposal.run() + ".")
        .contains("node-3: prepare stays. The step turn stays, which came after it.");
    assertThat(applied(rest.proposal().orElseThrow()).end()).isEqualTo(End.COMPLETED);
    assertThat(shop.switches.get("node-1").state()).isEqualTo("off");
    assertThat(shop.switches.get("node-3").done()).containsExactly("loosen", "on");
  }

  @Test
  void findsThatSomethingIsNotAsItWasBeforeTheRun() {
    String run = yesterday(new SwitchRobot());
    Proposal proposal = proposed(run).proposal().orElseThrow();
    shop.switches.values().forEach(one -> one.turnsTo("off", "half"));
    RunReport report = applied(proposal);
    assertThat(report.end()).isEqualTo(End.HANDED_OVER);
    assertThat(report.reason())
        .contains("what held before the run does not hold again")
        .contains("It is off.");
  }

  @Test
  void refusesWhatCannotBeTakenBackAtAll() throws IOException {
    assertThatThrownBy(() -> proposed("run-0000"))
        .hasMessage("The chronicle knows no run run-0000 that was begun");
    String run = yesterday(new SwitchRobot());
    Proposal undo = proposed(run).proposal().orElseThrow();
    applied(undo);
    assertThatThrownBy(() -> proposed(undo.run()))
        .hasMessageContaining("took back another one, and is not taken back itself");
    String other = yesterday(new SwitchRobot());
    Path file = folder.resolve("runs").resolve(other + ".json");
    Files.writeString(file, Files.readString(file).replace("Loosens", "Removes"));
    assertThatThrownBy(() -> proposed(other)).hasMessageContaining("is not what was approved");
    Files.delete(file);
    assertThatThrownBy(() -> proposed(other)).hasMessageContaining("There is nothing of the run");
  }

  @Test
  void aReconcilerDoesNotDoAgainWhatSomebodyTookBack() {
    String run = yesterday(new SwitchRobot());
    applied(proposed(run).proposal().orElseThrow());
    RunsSoFar soFar =
        RunsSoFar.read(RunHistory.ofFile(folder.resolve("chronicle")), shop.clock.instant());
    assertThat(soFar.bad("switch")).hasValueSatisfying(why -> assertThat(why).contains(run));
  }

  @Test
  void noOtherRobotMayBeCalledSo() {
    Robot<?> robot = new Impostor();
    assertThatThrownBy(() -> shop.runner().propose(robot, Workshop.ON, shop.nodes(), "eve"))
        .hasMessage("A robot may not be called rebe.undo: only a runner's own is");
  }

  private static final class Impostor implements Robot<String> {
    @Override
    public RobotManifest manifest() {
      return new RobotManifest(
          "rebe.undo",
          "1.0.0",
          "Pretends.",
          GoalType.builder().build(),
          List.of("nothing"),
          List.of(),
          SdkRange.current());
    }

    @Override
    public String observe(Observer observer, Goal goal) {
      return "";
    }

    @Override
    public Optional<Plan> plan(String observed, Goal goal) {
      return Optional.empty();
    }
  }
}
