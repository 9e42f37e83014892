package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Plan;
import dog.rebe.change.StepPreview;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.runner.ApplyOptions.Batch;
import dog.rebe.runner.RunReport.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {

  private static final SwitchRobot ROBOT = new SwitchRobot();

  @TempDir Path folder;
  private Workshop shop;
  private Runner runner;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(folder, 4);
    runner = shop.runner();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private List<String> done(String node) {
    return shop.switches.get(node).done();
  }

  private Set<List<String>> everywhere() {
    return shop.switches.values().stream().map(Switch::done).collect(Collectors.toSet());
  }

  @Test
  void observesPlansPreviewsAppliesAndVerifies() {
    Proposal proposal = shop.proposal(runner);
    assertThat(everywhere()).containsExactly(List.of());
    assertThat(proposal.preview().steps())
        .hasSize(8)
        .allMatch(step -> step.notes().equals(List.of("It is off and would be " + of(step) + ".")));

    RunReport report = shop.apply(runner, proposal, ApplyOptions.defaults());

    assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
    assertThat(report.count(StepState.DONE)).isEqualTo(8);
    assertThat(everywhere()).containsExactly(List.of("loosen", "on"));
    assertThat(runner.propose(ROBOT, Workshop.ON, shop.nodes(), "eve").isWell()).isTrue();
  }

  private static String of(StepPreview step) {
    return step.step().equals("turn") ? "on" : "loosen";
  }

  @Test
  void recordsEachIntentBeforeAndEachOutcomeAfter() {
    Proposal proposal = shop.proposal(runner);
    shop.apply(runner, proposal, ApplyOptions.defaults());
    List<String> turns =
        shop.entries().stream()
            .filter(entry -> "turn".equals(entry.fields().get("step")))
            .filter(entry -> "node-3".equals(entry.fields().get("node")))
            .map(entry -> entry.kind() + " " + entry.fields().getOrDefault("state", ""))
            .toList();
    assertThat(turns).containsExactly("INTENT ", "OUTCOME DONE");
    assertThat(shop.entries())
        .anyMatch(
            entry ->
                entry.kind() == EntryKind.INTENT
                    && proposal.subject().hex().equals(entry.fields().get("subject")));
  }

  @Test
  void goesThroughACanaryAndBatches() {
    Proposal proposal = shop.proposal(runner);
    shop.switches.get("node-2").breaksAt("on");
    RunReport report =
        shop.apply(
            runner,
            proposal,
            ApplyOptions.defaults()
                .withBatches(Batch.of(1), Batch.percent(50))
                .withWhenStopped(ApplyOptions.WhenStopped.KEEP));
    assertThat(report.end()).isEqualTo(End.HANDED_OVER);
    assertThat(done("node-1")).containsExactly("loosen", "on");
    assertThat(done("node-2")).containsExactly("loosen");
    assertThat(done("node-3")).isEmpty();
    assertThat(report.account())
        .contains("node-2: turn did not work")
        .contains("node-1: turn was done and stays");
  }

  @Test
  void takesBackInReverseOrderWhatWasDone() {
    Proposal proposal = shop.proposal(runner);
    shop.switches.get("node-3").breaksAt("on");
    RunReport report = shop.apply(runner, proposal, ApplyOptions.defaults());
    assertThat(report.end()).as(report.account()).isEqualTo(End.HANDED_OVER);
    assertThat(done("node-1")).containsExactly("loosen", "on", "off", "tighten");
    assertThat(done("node-3")).containsExactly("loosen", "tighten");
    assertThat(report.count(StepState.FAILED)).isEqualTo(1);
    assertThat(report.count(StepState.DONE)).isZero();
  }

  @Test
  void stopsWhereTheMachineIsNotAsItWasObserved() {
    Proposal proposal = shop.proposal(runner);
    Runner blind = shop.builder().previewer(sameAs(proposal)).build();
    shop.switches.get("node-1").becomes("half");
    RunReport report = shop.apply(blind, proposal, ApplyOptions.defaults());
    assertThat(report.end()).isEqualTo(End.NOTHING_DONE);
    assertThat(everywhere()).containsExactly(List.of());
    assertThat(report.account())
        .contains("it stopped before anything was done.")
        .doesNotContain("taken back")
        .contains(
            "This no longer holds: 'It is off.' The machine was changed since the plan was made:"
                + " plan again");
  }

  private static dog.rebe.robot.StepPreviewer sameAs(Proposal proposal) {
    return (step, node) ->
        proposal.preview().steps().stream()
            .filter(shown -> shown.step().equals(step.id()) && shown.node().equals(node.id()))
            .findFirst()
            .orElseThrow();
  }

  @Test
  @Tag("fault-56")
  void refusesWhatWouldDoAnythingElseThanWasShown() {
    Proposal proposal = shop.proposal(runner);
    shop.switches.get("node-4").becomes("half");
    RunReport report = shop.apply(runner, proposal, ApplyOptions.defaults());
    assertThat(report.end()).isEqualTo(End.REFUSED);
    assertThat(report.reason()).contains("would not do any more what was shown");
    assertThat(everywhere()).containsExactly(List.of());
  }

  @Test
  @Tag("fault-66")
  void refusesASecondUse() {
    Proposal proposal = shop.proposal(runner);
    shop.apply(runner, proposal, ApplyOptions.defaults());
    RunReport again = shop.apply(runner, proposal, ApplyOptions.defaults());
    assertThat(again.end()).isEqualTo(End.REFUSED);
    assertThat(again.reason()).contains("counts only once");
    shop.startAnew();
    assertThat(shop.apply(shop.runner(), proposal, ApplyOptions.defaults()).reason())
        .contains("counts only once");
    assertThat(everywhere()).containsExactly(List.of("loosen", "on"));
  }

  @Test
  void refusesAPlanOnNodesThatAreNoneOfTheRun() {
    assertThatThrownBy(
            () -> runner.propose(new Meddler(), Workshop.ON, shop.nodes().subList(0, 2), "eve"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("node-9, which is no node of this run");
  }

  @Test
  void saysWhatCannotBePreviewedByName() {
    Proposal proposal =
        runner.propose(new Meddler("node-1"), Workshop.ON, shop.nodes(), "eve").orElseThrow();
    assertThat(proposal.preview().steps())
        .allSatisfy(
            step ->
                assertThat(step.blindSpots())
                    .anyMatch(
                        spot ->
                            spot.subject().equals("meddle")
                                && spot.reason().contains("no command")));
  }

  @Test
  void refusesWhatThePolicyJudgesOtherwiseThanTheProposalSays() {
    Proposal honest = shop.proposal(runner);
    Proposal forged =
        new Proposal(
            honest.run(),
            honest.realm(),
            honest.requestedBy(),
            honest.robot(),
            honest.goal(),
            honest.plan(),
            honest.preview(),
            new PolicyVerdict.Allowed("Trust me."),
            honest.nodes(),
            honest.coverage());
    RunReport report = runner.apply(ROBOT, forged, List.of(), ApplyOptions.defaults());
    assertThat(report.end()).isEqualTo(End.REFUSED);
    assertThat(report.reason())
        .contains(
            "The policy says otherwise now.",
            "needs the approval of 1 person: It changes something.");
    Runner stricter =
        shop.builder().policy(question -> new PolicyVerdict.Denied("It is Friday.")).build();
    assertThat(shop.apply(stricter, honest, ApplyOptions.defaults()).reason())
        .contains("It is Friday.");
    assertThat(everywhere()).containsExactly(List.of());
  }

  @Test
  void keepsARunThatCanBeReadBack() throws IOException {
    Proposal proposal = shop.proposal(runner);
    shop.apply(runner, proposal, ApplyOptions.defaults());
    Path file = folder.resolve("runs").resolve(proposal.run() + ".json");
    assertThat(Files.size(file)).isPositive();
    assertThatThrownBy(() -> runner.resume(proposal.run(), ROBOT, shop.nodes()))
        .hasMessageContaining("has ended as COMPLETED");
    assertThatThrownBy(() -> runner.resume("run-none", ROBOT, shop.nodes()))
        .hasMessageContaining("knows no run run-none");
    Plan plan = proposal.plan();
    assertThat(dog.rebe.change.PlanReader.create().read(plan.canonicalBytes()).digest())
        .isEqualTo(plan.digest());
  }

  @Test
  void anApprovalThatExpiresStopsTheRun() {
    Proposal proposal = shop.proposal(runner);
    SignedApproval brief = shop.ada.approve(proposal, shop.clock.instant(), Duration.ofHours(1));
    shop.clock.advance(Duration.ofHours(2));
    RunReport report = runner.apply(ROBOT, proposal, List.of(brief), ApplyOptions.defaults());
    assertThat(report.end()).isEqualTo(End.REFUSED);
    assertThat(report.reason()).contains("expired at");
  }
}
