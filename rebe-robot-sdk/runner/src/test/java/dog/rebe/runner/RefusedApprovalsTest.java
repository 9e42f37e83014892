package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.Plan;
import dog.rebe.change.Preview;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.runner.RunReport.End;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each is refused by the runner itself, in words of its own, recorded, and nothing is changed. */
class RefusedApprovalsTest {

  private static final SwitchRobot ROBOT = new SwitchRobot();

  @TempDir Path folder;
  private Workshop shop;
  private Runner runner;
  private Proposal proposal;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(folder, 3);
    runner = shop.runner();
    proposal = shop.proposal(runner);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void assertRefused(RunReport report, String words) {
    assertThat(report.end()).as(report.account()).isEqualTo(End.REFUSED);
    assertThat(report.reason()).contains(words);
    assertThat(shop.entries())
        .anyMatch(
            entry ->
                entry.kind() == EntryKind.APPROVAL
                    && "refusal".equals(entry.fields().get("what"))
                    && String.valueOf(entry.fields().get("reason")).contains(words));
  }

  private void assertUntouched() {
    assertThat(shop.switches.values())
        .allSatisfy(one -> assertThat(one.done()).as("what was done").isEmpty());
  }

  private RunReport apply(Proposal what, SignedApproval... approvals) {
    return runner.apply(ROBOT, what, List.of(approvals), ApplyOptions.defaults());
  }

  private Proposal with(Plan plan, Preview preview, String requestedBy) {
    return new Proposal(
        proposal.run(),
        proposal.realm(),
        requestedBy,
        proposal.robot(),
        proposal.goal(),
        plan,
        preview,
        proposal.verdict(),
        proposal.nodes(),
        proposal.coverage());
  }

  @Test
  @Tag("fault-66")
  void aChangedPlan() {
    List<Step> steps = new ArrayList<>(proposal.plan().steps());
    steps.remove(1);
    Plan changed = new Plan(proposal.plan().purpose(), steps);
    Proposal other =
        with(changed, new Preview(changed.digest(), proposal.preview().steps()), "eve");
    assertRefused(
        apply(other, shop.by(shop.ada, proposal)), "The approval of ada is for another plan: ");
    assertUntouched();
  }

  @Test
  @Tag("fault-56")
  void aChangedPreview() {
    List<StepPreview> steps = new ArrayList<>(proposal.preview().steps());
    steps.remove(0);
    Proposal other = with(proposal.plan(), new Preview(proposal.plan().digest(), steps), "eve");
    assertRefused(
        apply(other, shop.by(shop.ada, proposal)), "The approval of ada is for another preview: ");
    assertUntouched();
  }

  @Test
  @Tag("fault-56")
  void aChangedMachine() {
    shop.switches.get("node-2").becomes("half");
    assertRefused(
        apply(proposal, shop.by(shop.ada, proposal)),
        "the machines have changed since (prepare on node-2, turn on node-2)");
    assertUntouched();
  }

  @Test
  @Tag("fault-66")
  void aSecondUse() {
    SignedApproval approval = shop.by(shop.ada, proposal);
    assertThat(apply(proposal, approval).end()).isEqualTo(End.COMPLETED);
    assertRefused(apply(proposal, approval), "an approval counts only once");
    shop.reset();
    Proposal again = shop.proposal(runner);
    assertRefused(apply(again, approval), "was given for another run and counts only once");
    assertUntouched();
  }

  @Test
  @Tag("fault-66")
  void anotherRealmsKey() {
    Runner elsewhere =
        shop.builder()
            .realm("office")
            .trust(
                Trust.of(
                    List.of(
                        new Approver("olga", Workshop.keys().getPublic(), Set.of("operators")))))
            .build();
    Proposal theirs = shop.proposal(elsewhere);
    RunReport report =
        elsewhere.apply(ROBOT, theirs, List.of(shop.by(shop.ada, theirs)), ApplyOptions.defaults());
    assertRefused(report, "is not trusted in this realm");
    assertRefused(
        apply(theirs, shop.by(shop.ada, theirs)), "is of the realm office, not of this one");
    assertRefused(
        apply(proposal, shop.by(shop.stranger, proposal)), "is not trusted in this realm");
    assertUntouched();
  }

  @Test
  @Tag("fault-66")
  void anApprovalOfAnotherRealmByAKeyThatBothTrust() {
    Runner elsewhere = shop.builder().realm("office").build();
    Proposal theirs = shop.proposal(elsewhere);
    Proposal moved =
        new Proposal(
            theirs.run(),
            proposal.realm(),
            theirs.requestedBy(),
            theirs.robot(),
            theirs.goal(),
            theirs.plan(),
            theirs.preview(),
            theirs.verdict(),
            theirs.nodes(),
            theirs.coverage());
    assertRefused(apply(moved, shop.by(shop.ada, theirs)), "was given in another realm");
    assertUntouched();
  }

  @Test
  @Tag("fault-66")
  void anApprovalThatHasExpired() {
    SignedApproval brief = shop.ada.approve(proposal, shop.clock.instant(), Duration.ofMinutes(5));
    shop.clock.advance(Duration.ofMinutes(6));
    assertRefused(apply(proposal, brief), "The approval of ada expired at ");
    assertUntouched();
  }

  @Test
  @Tag("fault-67")
  void theRobotsOwnKey() {
    SignedApproval own = shop.by(ApprovalSigner.of(shop.robotKeys), proposal);
    assertRefused(apply(proposal, own), "A robot's own key approves nothing");
    assertUntouched();
  }

  @Test
  @Tag("fault-67")
  void oneOfTwoAndWhoAskedForIt() {
    runner =
        shop.builder()
            .policy(
                question -> new PolicyVerdict.NeedsApproval("It is dangerous.", 2, Set.of(), false))
            .build();
    proposal = runner.propose(ROBOT, Workshop.ON, shop.nodes(), "bob").orElseThrow();
    assertRefused(
        apply(proposal, shop.by(shop.ada, proposal)),
        "It needs the approval of 2 different people, and 1 counted");
    assertRefused(
        apply(proposal, shop.by(shop.ada, proposal), shop.by(shop.bob, proposal)),
        "bob asked for this run and may not approve it");
    assertUntouched();
  }
}
