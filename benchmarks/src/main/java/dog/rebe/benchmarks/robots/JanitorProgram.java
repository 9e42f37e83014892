package dog.rebe.benchmarks.robots;

import dog.rebe.chronicle.ProvableChronicle;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.examples.robots.DiskJanitor;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.HostListInventory;
import dog.rebe.node.Node;
import dog.rebe.robot.Goal;
import dog.rebe.runner.ApplyOptions;
import dog.rebe.runner.ApplyOptions.Batch;
import dog.rebe.runner.ApprovalSigner;
import dog.rebe.runner.PlainSummary;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.Proposed;
import dog.rebe.runner.RunGate;
import dog.rebe.runner.RunHistory;
import dog.rebe.runner.RunReport;
import dog.rebe.runner.Runner;
import dog.rebe.runner.SignedApproval;
import dog.rebe.runner.StepState;
import dog.rebe.runner.Trust;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Lets the janitor tidy up the nodes of a fleet: it proposes, is approved by two people, and is
 * carried out in waves. With a run's id it goes on with that run. {@code figures} in its folder
 * says what came of it.
 */
final class JanitorProgram {

  private static final ApplyOptions WAVES =
      ApplyOptions.defaults()
          .withCanary(2)
          .withBatches(Batch.percent(10), Batch.percent(40))
          .withConcurrency(20, 20);

  /** More than this the safe policy leaves to two people. */
  private static final int MANY = 50;

  private final Path fleet;
  private final Path folder;
  private final int nodes;
  private final Properties figures = new Properties();

  private JanitorProgram(Path fleet, Path folder, int nodes) {
    this.fleet = fleet;
    this.folder = folder;
    this.nodes = nodes;
  }

  /** Arguments: folder of the fleet, folder of the program, number of nodes, a run's id if any. */
  public static void main(String[] arguments) throws IOException {
    new JanitorProgram(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]))
        .work(arguments.length > 3 ? arguments[3] : "");
  }

  static Path entries(Path folder) {
    return folder.resolve("chronicle").resolve("entries.jsonl");
  }

  private void work(String run) throws IOException {
    SigningKey key = SigningKey.parse(Files.readString(folder.resolve("key")));
    RunGate gate = RunGate.create();
    People people = new People(folder);
    try (ProvableChronicle chronicle = ProvableChronicle.open(folder.resolve("chronicle"), key);
        SshTransport transport =
            SshTransport.builder()
                .hostTrust(HostTrust.knownHosts(fleet.resolve("known_hosts")))
                .credentials(Credential.keyFile(fleet.resolve("id_ed25519")))
                .build();
        CommandExecutor executor =
            CommandExecutor.builder()
                .transport(transport)
                .chronicle(chronicle)
                .approvalGate(gate)
                .build()) {
      Runner runner =
          Runner.builder()
              .executor(executor, gate)
              .chronicle(chronicle, RunHistory.ofFile(entries(folder)))
              .folder(folder.resolve("runs"))
              .trust(Trust.of(List.of(people.approver("ada"), people.approver("bob"))))
              .build();
      tell(
          run.isEmpty()
              ? begin(runner, List.of(people.signer("ada"), people.signer("bob")))
              : goOn(runner, run));
    }
  }

  private List<Node> inventory() {
    try (Stream<Node> all = HostListInventory.read(fleet.resolve("hosts.rebe")).nodes()) {
      return all.limit(nodes).toList();
    }
  }

  private RunReport begin(Runner runner, List<ApprovalSigner> people) throws IOException {
    DiskJanitor janitor = new DiskJanitor();
    Goal goal =
        janitor
            .manifest()
            .goalType()
            .goal(
                Map.<String, Object>of(
                    "folders", List.of(TidyNodes.LOGS), "quarantine", TidyNodes.ASIDE));
    long began = System.nanoTime();
    Proposed found = runner.propose(janitor, goal, inventory(), "eve");
    Optional<Proposal> drift = found.proposal();
    if (drift.isEmpty()) {
      figure("apply", seconds(began));
      return new RunReport("none", RunReport.End.COMPLETED, "", List.of(), found.coverage());
    }
    Proposal proposal = drift.get();
    figure("propose", seconds(began));
    figure("blind", proposal.preview().hasBlindSpots());
    figure("policy", proposal.verdict().reason());
    Files.writeString(folder.resolve("summary"), PlainSummary.of(proposal));
    Instant now = Instant.now();
    if (nodes > MANY) {
      SignedApproval alone = people.get(0).approve(proposal, now, Duration.ofHours(1));
      figure("alone", runner.apply(janitor, proposal, List.of(alone), WAVES).reason());
    }
    List<SignedApproval> approvals =
        people.stream().map(one -> one.approve(proposal, now, Duration.ofHours(1))).toList();
    began = System.nanoTime();
    RunReport report = runner.apply(janitor, proposal, approvals, WAVES);
    figure("apply", seconds(began));
    figure("left", !runner.propose(janitor, goal, inventory(), "eve").isWell());
    return report;
  }

  private RunReport goOn(Runner runner, String run) {
    long began = System.nanoTime();
    RunReport report = runner.resume(run, new DiskJanitor(), inventory());
    figure("apply", seconds(began));
    return report;
  }

  private static String seconds(long began) {
    return String.format("%.1f", (System.nanoTime() - began) / 1e9);
  }

  private void figure(String name, Object value) {
    figures.setProperty(name, String.valueOf(value));
  }

  private void tell(RunReport report) throws IOException {
    figure("run", report.run());
    figure("end", report.end());
    for (StepState state : StepState.values()) {
      figure(state.name(), report.count(state));
    }
    Files.writeString(folder.resolve("account"), report.account());
    try (var out = Files.newOutputStream(folder.resolve("figures"))) {
      figures.store(out, null);
    }
  }
}
