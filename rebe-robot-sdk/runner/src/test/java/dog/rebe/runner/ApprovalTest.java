package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.Digest;
import dog.rebe.change.Plan;
import dog.rebe.change.Preview;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.command.Command;
import dog.rebe.command.Repetition;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ApprovalTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final KeyPair ADAS = Workshop.keys();
  private static final KeyPair ADAS_SECOND = Workshop.keys();
  private static final KeyPair BOBS = Workshop.keys();
  private static final KeyPair ROBOTS = Workshop.keys();
  private static final ApprovalSigner ADA = ApprovalSigner.of(ADAS);
  private static final ApprovalSigner BOB = ApprovalSigner.of(BOBS);
  private static final Trust TRUST =
      Trust.of(
              List.of(
                  new Approver("ada", ADAS.getPublic(), Set.of("operators")),
                  new Approver("ada", ADAS_SECOND.getPublic(), Set.of()),
                  new Approver("bob", BOBS.getPublic(), Set.of()),
                  new Approver("mallory", ROBOTS.getPublic(), Set.of())))
          .withRobotKey(ROBOTS.getPublic());

  private static Proposal proposal(String run, String realm, String path, PolicyVerdict verdict) {
    NodeId node = new NodeId("a");
    Command<?> command =
        Command.of("rm", "-rf", path).destroys(Repetition.REPEATABLE).limits(SwitchRobot.LIMITS);
    Plan plan = new Plan("Tidies up.", List.of(Step.of("rm", "Removes.", command, List.of(node))));
    return new Proposal(
        run,
        realm,
        "eve",
        new SwitchRobot().manifest(),
        Workshop.ON,
        plan,
        new Preview(plan.digest(), List.of()),
        verdict,
        List.of(Node.of("a", Endpoint.local())),
        Coverage.whole(1));
  }

  private static PolicyVerdict needs(int people, String... groups) {
    return new PolicyVerdict.NeedsApproval("It destroys.", people, Set.of(groups), false);
  }

  static Proposal proposal(PolicyVerdict verdict) {
    return proposal("run-1", "home", "/tmp/old", verdict);
  }

  private static SignedApproval by(ApprovalSigner signer, Proposal proposal) {
    return signer.approve(proposal, NOON, Duration.ofHours(1));
  }

  private static ApprovalVerdict judge(Proposal proposal, Instant now, SignedApproval... given) {
    return new ApprovalCheck(proposal.terms(), TRUST).judge(List.of(given), now);
  }

  private static void assertRefused(ApprovalVerdict verdict, String words) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            ApprovalVerdict.Refused.class, refused -> assertThat(refused.reason()).contains(words));
  }

  @Test
  void oneWhoIsTrustedIsEnoughWhereOneIsAskedFor() {
    Proposal proposal = proposal(needs(1));
    assertThat(judge(proposal, NOON, by(ADA, proposal))).isEqualTo(ApprovalVerdict.approved());
  }

  @Test
  @Tag("fault-66")
  void refusesAnApprovalOfAChangedPlanPreviewVerdictRealmOrRun() {
    Proposal shown = proposal(needs(1));
    SignedApproval approval = by(ADA, shown);
    assertRefused(
        judge(proposal("run-1", "home", "/", needs(1)), NOON, approval), "for another plan");
    assertRefused(
        judge(proposal(needs(1, "operators")), NOON, approval), "another verdict of the policy");
    assertRefused(
        judge(proposal("run-1", "office", "/tmp/old", needs(1)), NOON, approval), "another realm");
    assertRefused(
        judge(proposal("run-2", "home", "/tmp/old", needs(1)), NOON, approval),
        "another run and counts only once");
    Proposal previewed =
        new Proposal(
            shown.run(),
            shown.realm(),
            shown.requestedBy(),
            shown.robot(),
            shown.goal(),
            shown.plan(),
            new Preview(
                shown.plan().digest(),
                List.of(StepPreview.dryRun("rm", new NodeId("a"), List.of("more"), List.of()))),
            shown.verdict(),
            shown.nodes(),
            shown.coverage());
    assertRefused(judge(previewed, NOON, approval), "for another preview");
  }

  @Test
  @Tag("fault-66")
  void refusesBeforeItsDateAndOnceExpired() {
    Proposal proposal = proposal(needs(1));
    SignedApproval approval = by(ADA, proposal);
    assertRefused(judge(proposal, NOON.minusMillis(1), approval), "dated in the future");
    assertRefused(judge(proposal, NOON.plus(Duration.ofHours(1)), approval), "expired at");
  }

  @Test
  void countsPeopleAndNotKeys() {
    Proposal proposal = proposal(needs(2));
    SignedApproval second = by(ApprovalSigner.of(ADAS_SECOND), proposal);
    assertRefused(judge(proposal, NOON, by(ADA, proposal), second), "2 different people, and 1");
    assertRefused(
        judge(proposal, NOON, by(ADA, proposal), by(ADA, proposal)), "2 different people, and 1");
    assertThat(judge(proposal, NOON, by(ADA, proposal), by(BOB, proposal)))
        .isEqualTo(ApprovalVerdict.approved());
  }

  @Test
  @Tag("fault-67")
  void refusesWhoAskedForItWhereThePolicySaysNot() {
    Proposal proposal =
        new Proposal(
            "run-1",
            "home",
            "ada",
            new SwitchRobot().manifest(),
            Workshop.ON,
            proposal(needs(1)).plan(),
            proposal(needs(1)).preview(),
            needs(1),
            proposal(needs(1)).nodes(),
            Coverage.whole(1));
    assertRefused(judge(proposal, NOON, by(ADA, proposal)), "ada asked for this run");
    assertThat(judge(proposal, NOON, by(BOB, proposal))).isEqualTo(ApprovalVerdict.approved());
  }

  @Test
  void refusesStrangersRobotsAndOtherGroups() {
    Proposal proposal = proposal(needs(1));
    assertRefused(
        judge(proposal, NOON, by(ApprovalSigner.of(Workshop.keys()), proposal)), "not trusted");
    assertRefused(
        judge(proposal, NOON, by(ApprovalSigner.of(ROBOTS), proposal)), "robot's own key");
    Proposal grouped = proposal(needs(1, "operators"));
    assertRefused(judge(grouped, NOON, by(BOB, grouped)), "none of the groups");
    assertThat(judge(grouped, NOON, by(ADA, grouped))).isEqualTo(ApprovalVerdict.approved());
  }

  @Test
  void noApprovalHelpsAgainstADenial() {
    Proposal proposal = proposal(new PolicyVerdict.Denied("It is Friday."));
    assertRefused(judge(proposal, NOON, by(ADA, proposal), by(BOB, proposal)), "It is Friday.");
  }

  @Test
  void refusesAForgedSignature() {
    Proposal proposal = proposal(needs(1));
    SignedApproval bobs = by(BOB, proposal);
    SignedApproval forged =
        new SignedApproval(
            bobs.subject(),
            bobs.plan(),
            bobs.preview(),
            bobs.run(),
            bobs.realm(),
            ADA.key(),
            bobs.givenAt(),
            bobs.expiresAt(),
            bobs.signature());
    assertRefused(judge(proposal, NOON, forged), "signature of ada is not good");
    SignedApproval longer =
        new SignedApproval(
            bobs.subject(),
            bobs.plan(),
            bobs.preview(),
            bobs.run(),
            bobs.realm(),
            bobs.key(),
            bobs.givenAt(),
            bobs.expiresAt().plusSeconds(1),
            bobs.signature());
    assertRefused(judge(proposal, NOON, longer), "signature of bob is not good");
  }

  @Test
  void travelsAsJson() {
    Proposal proposal = proposal(needs(1));
    SignedApproval read = SignedApproval.parse(by(ADA, proposal).json());
    assertThat(judge(proposal, NOON, read)).isEqualTo(ApprovalVerdict.approved());
    assertThatThrownBy(() -> SignedApproval.parse("{}")).hasMessageContaining("no approval");
    assertThatThrownBy(() -> SignedApproval.parse("I approve")).hasMessageContaining("not JSON");
    assertThatThrownBy(() -> SignedApproval.parse(read.json().replace("{", "{\"also\":1,")))
        .hasMessageContaining("one too many");
  }

  @Test
  void takesEd25519KeysOnly() throws NoSuchAlgorithmException {
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    assertThatThrownBy(() -> ApprovalSigner.of(rsa)).hasMessageContaining("use Ed25519");
    assertThatThrownBy(() -> new Approver("ada", rsa.getPublic(), Set.of()))
        .hasMessageContaining("use Ed25519");
    assertThatThrownBy(() -> TRUST.with(new Approver("carl", ADAS.getPublic(), Set.of())))
        .hasMessageContaining("the same key");
  }

  @Test
  void aProposalNeedsThePreviewOfItsOwnPlan() {
    Proposal proposal = proposal(needs(1));
    assertThatThrownBy(
            () ->
                new Proposal(
                    "run-1",
                    "home",
                    "eve",
                    proposal.robot(),
                    proposal.goal(),
                    proposal.plan(),
                    new Preview(new Digest("0".repeat(64)), List.of()),
                    needs(1),
                    List.of(),
                    Coverage.whole(0)))
        .hasMessageContaining("The preview is of the plan 000000000000");
  }
}
