package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.node.Node;
import dog.rebe.realm.Budgets;
import dog.rebe.realm.Realm;
import dog.rebe.realm.RealmException;
import dog.rebe.realm.RealmFolder;
import dog.rebe.realm.RealmTerms;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.FleetFiles;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RealmRunnerTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey ADA = SigningKey.generate("ada", RANDOM);

  /** An owner with a realm of its own on the same machines. */
  private record Owner(SigningKey key, SigningKey chronicle, Path folder) {
    static Owner of(Path folder) {
      return new Owner(
          SigningKey.generate("example.com/owner", RANDOM),
          SigningKey.generate("example.com/chronicle", RANDOM),
          folder);
    }
  }

  @TempDir Path folder;
  private final Switch one = new Switch();
  private final Switch two = new Switch();
  private EmbeddedFleet fleet;
  private SshTransport ssh;
  private Owner farm;
  private Owner mill;

  @BeforeEach
  void startsMachines() throws IOException {
    fleet =
        EmbeddedFleet.start(
            NodeDefinition.of("one", SimulatedSystem.debian()).program("switch", one),
            NodeDefinition.of("two", SimulatedSystem.debian()).program("switch", two));
    FleetFiles files = fleet.writeTo(folder.resolve("keys"));
    ssh = Workshop.transport(files.knownHosts(), files.clientKey());
    farm = Owner.of(folder.resolve("farm"));
    mill = Owner.of(folder.resolve("mill"));
  }

  @AfterEach
  void stopsMachines() {
    ssh.close();
    fleet.close();
  }

  private Realm signed(Owner owner, Budgets budgets) throws IOException {
    Files.createDirectories(owner.folder().resolve("inventory"));
    StringBuilder hosts = new StringBuilder();
    for (Node node : fleet.inventory()) {
      String at = node.endpoint().toString().replaceFirst("^ssh:(//)?", "");
      hosts.append(at).append(" id=").append(node.id()).append('\n');
    }
    Files.writeString(owner.folder().resolve("inventory/hosts"), hosts);
    RealmTerms terms =
        new RealmTerms(
            "A realm",
            owner.chronicle().verifier(),
            List.of(ADA.verifier()),
            new TreeMap<>(Map.of("operators", new TreeSet<>(Set.of("ada")))),
            budgets);
    return RealmFolder.of(owner.folder()).sign(terms, owner.key());
  }

  private RealmRunner open(Owner owner) throws IOException {
    return RealmRunner.open(signed(owner, Budgets.none()), owner.chronicle(), ssh);
  }

  private static Proposal proposal(RealmRunner realm) {
    return realm
        .runner()
        .propose(new SwitchRobot(), Workshop.ON, realm.machines(), "ada")
        .orElseThrow();
  }

  private static SignedApproval approval(Proposal proposal) {
    return ApprovalSigner.of(ADA)
        .approve(proposal, Clock.systemUTC().instant(), Duration.ofHours(1));
  }

  private static RunReport apply(RealmRunner realm, Proposal proposal, SignedApproval approval) {
    return realm
        .runner()
        .apply(new SwitchRobot(), proposal, List.of(approval), ApplyOptions.defaults());
  }

  @Test
  void runsWithWhatTheOwnerSigned() throws IOException {
    try (RealmRunner realm = open(farm)) {
      Proposal proposal = proposal(realm);
      assertThat(proposal.realm()).isEqualTo(realm.realm().id().value());
      RunReport report = apply(realm, proposal, approval(proposal));
      assertThat(report.end()).as(report.account()).isEqualTo(RunReport.End.COMPLETED);
      assertThat(one.state()).isEqualTo("on");
    }
    assertThat(farm.folder().resolve("chronicle/checkpoint")).exists();
  }

  @Test
  @Tag("fault-66")
  void twoRealmsNeverShareAnApproval() throws IOException {
    try (RealmRunner ofFarm = open(farm);
        RealmRunner ofMill = open(mill)) {
      Proposal atFarm = proposal(ofFarm);
      Proposal atMill = proposal(ofMill);
      SignedApproval forFarm = approval(atFarm);

      assertThat(apply(ofMill, atFarm, forFarm).account()).contains("is of the realm");
      assertThat(apply(ofMill, atMill, forFarm).end()).isEqualTo(RunReport.End.REFUSED);
      Proposal renamed =
          new Proposal(
              atFarm.run(),
              atMill.realm(),
              atFarm.requestedBy(),
              atFarm.robot(),
              atFarm.goal(),
              atFarm.plan(),
              atFarm.preview(),
              atFarm.verdict(),
              atFarm.nodes(),
              atFarm.coverage());
      assertThat(apply(ofMill, renamed, forFarm).end()).isEqualTo(RunReport.End.REFUSED);
      assertThat(one.done()).isEmpty();
      assertThat(two.done()).isEmpty();
      assertThat(apply(ofFarm, atFarm, forFarm).end()).isEqualTo(RunReport.End.COMPLETED);
    }
  }

  @Test
  void aPolicyThatAllowsIsHeldToTheBudget() throws IOException {
    RealmPolicies anything = files -> question -> new PolicyVerdict.Allowed("It is a test.");
    Files.createDirectories(farm.folder().resolve("policies"));
    Files.writeString(farm.folder().resolve("policies/rules"), "anything\n");
    Realm realm = signed(farm, new Budgets(4, 2));
    try (RealmRunner runner =
        RealmRunner.open(realm, farm.chronicle(), anything, with -> with, ssh)) {
      Proposal within = proposal(runner);
      assertThat(within.verdict()).isInstanceOf(PolicyVerdict.Allowed.class);
      RunReport report =
          runner.runner().apply(new SwitchRobot(), within, List.of(), ApplyOptions.defaults());
      assertThat(report.end()).as(report.account()).isEqualTo(RunReport.End.COMPLETED);
    }
    one.reset();
    try (RealmRunner later =
        RealmRunner.open(realm, farm.chronicle(), anything, with -> with, ssh)) {
      Proposal beyond = proposal(later);
      assertThat(beyond.verdict().reason())
          .isEqualTo(
              "It would make 6 changes within an hour, and the realm allows 4 without asking.");
      assertThat(apply(later, beyond, approval(beyond)).end()).isEqualTo(RunReport.End.COMPLETED);
    }
    one.reset();
    Realm narrow = signed(farm, new Budgets(100, 1));
    try (RealmRunner runner =
        RealmRunner.open(narrow, farm.chronicle(), anything, with -> with, ssh)) {
      assertThat(proposal(runner).verdict().reason())
          .isEqualTo(
              "It would change 2 machines within a day, and the realm allows 1 without asking.");
    }
  }

  @Test
  void refusesAnotherChronicleKeyAndPoliciesThatNobodyReads() throws IOException {
    Realm realm = signed(farm, Budgets.none());
    assertThatThrownBy(() -> RealmRunner.open(realm, mill.chronicle(), ssh))
        .isInstanceOf(RealmException.class)
        .hasMessageContaining("give the key that the owner named");
    Files.createDirectories(farm.folder().resolve("policies"));
    Files.writeString(farm.folder().resolve("policies/rules"), "allow | Yes. | true\n");
    Realm ruled = signed(farm, Budgets.none());
    assertThatThrownBy(() -> RealmRunner.open(ruled, farm.chronicle(), ssh))
        .isInstanceOf(RealmException.class)
        .hasMessageContaining("rebe-robot-policy");
    try (RealmRunner again = RealmRunner.open(realm, farm.chronicle(), ssh)) {
      assertThat(again.machines()).hasSize(2);
    }
  }
}
