package dog.rebe.runner;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Node;
import dog.rebe.robot.Goal;
import dog.rebe.ssh.ConnectionOptions;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.FleetFiles;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A fleet of machines with switches, two people who may approve, and a runner. */
final class Workshop implements AutoCloseable {

  static final Goal ON = new SwitchRobot().manifest().goalType().standard();

  final Map<String, Switch> switches = new LinkedHashMap<>();
  final ApprovalSigner ada;
  final ApprovalSigner bob;
  final ApprovalSigner stranger;
  final KeyPair robotKeys = keys();
  final Trust trust;
  final EmbeddedFleet fleet;
  final Path folder;
  final MovableClock clock = new MovableClock();
  private final SshTransport transport;
  private CommandExecutor executor;
  private JsonLinesChronicle chronicle;
  private RunGate gate;

  Workshop(Path folder, int nodes) throws IOException {
    this.folder = folder;
    KeyPair adas = keys();
    KeyPair bobs = keys();
    ada = ApprovalSigner.of(adas);
    bob = ApprovalSigner.of(bobs);
    stranger = ApprovalSigner.of(keys());
    trust =
        Trust.of(
                List.of(
                    new Approver("ada", adas.getPublic(), Set.of("operators")),
                    new Approver("bob", bobs.getPublic(), Set.of()),
                    new Approver("robot", robotKeys.getPublic(), Set.of())))
            .withRobotKey(robotKeys.getPublic());
    fleet = EmbeddedFleet.start(definitions(nodes, switches));
    FleetFiles files = fleet.writeTo(folder.resolve("keys"));
    transport = transport(files.knownHosts(), files.clientKey());
    gate = RunGate.create();
    chronicle = JsonLinesChronicle.open(folder.resolve("chronicle"));
    executor = executor();
  }

  /**
   * A way to embedded nodes that waits as long as {@link SwitchRobot#LIMITS} for a busy machine.
   */
  static SshTransport transport(Path knownHosts, Path clientKey) throws IOException {
    Duration patience = SwitchRobot.LIMITS.deadline();
    return SshTransport.builder()
        .hostTrust(HostTrust.knownHosts(knownHosts))
        .credentials(Credential.keyFile(clientKey))
        .connection(
            ConnectionOptions.defaults()
                .withConnectTimeout(patience)
                .withHandshakeTimeout(patience)
                .withLoginTimeout(patience))
        .build();
  }

  /** Nodes with switches, at two sites. */
  static List<NodeDefinition> definitions(int nodes, Map<String, Switch> switches) {
    List<NodeDefinition> definitions = new ArrayList<>();
    for (int i = 1; i <= nodes; i++) {
      Switch one = new Switch();
      switches.put("node-" + i, one);
      definitions.add(
          NodeDefinition.of("node-" + i, SimulatedSystem.debian())
              .label("site", i % 2 == 0 ? "oslo" : "graz")
              .program("switch", one));
    }
    return definitions;
  }

  private CommandExecutor executor() {
    return executor(chronicle);
  }

  private CommandExecutor executor(Chronicle written) {
    return CommandExecutor.builder()
        .transport(transport)
        .chronicle(written)
        .approvalGate(gate)
        .build();
  }

  /** A runner whose chronicle, and that of its commands, fails. */
  Runner failing(UnaryOperator<Chronicle> how) {
    executor.close();
    Chronicle failing = how.apply(chronicle);
    gate = RunGate.create();
    executor = executor(failing);
    return builder()
        .chronicle(failing, RunHistory.ofFile(folder.resolve("chronicle")))
        .policy(question -> new PolicyVerdict.Allowed("It is a test."))
        .build();
  }

  /** All switches as they were, and nothing was ever done to them. */
  void reset() {
    switches.values().forEach(Switch::reset);
  }

  /** What a new program has: nothing but what is on the disk and on the nodes. */
  void startAnew() {
    executor.close();
    chronicle.close();
    gate = RunGate.create();
    chronicle = JsonLinesChronicle.open(folder.resolve("chronicle"));
    executor = executor();
  }

  /** Gives the chronicle to another program, until {@link #startAnew}. */
  void letGo() {
    executor.close();
    chronicle.close();
  }

  RunnerBuilder builder() {
    return Runner.builder()
        .executor(executor, gate)
        .chronicle(chronicle, RunHistory.ofFile(folder.resolve("chronicle")))
        .folder(folder.resolve("runs"))
        .trust(trust)
        .clock(clock);
  }

  Runner runner() {
    return builder().build();
  }

  CommandExecutor commands() {
    return executor;
  }

  List<Node> nodes() {
    return fleet.inventory();
  }

  Proposal proposal(Runner runner) {
    return runner.propose(new SwitchRobot(), ON, nodes(), "eve").orElseThrow();
  }

  SignedApproval by(ApprovalSigner signer, Proposal proposal) {
    return signer.approve(proposal, clock.instant(), Duration.ofHours(1));
  }

  RunReport apply(Runner runner, Proposal proposal, ApplyOptions options) {
    return runner.apply(new SwitchRobot(), proposal, List.of(by(ada, proposal)), options);
  }

  List<ChronicleEntry> entries() {
    List<ChronicleEntry> all = new ArrayList<>();
    RunHistory.ofFile(folder.resolve("chronicle")).read(all::add);
    return all;
  }

  static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    executor.close();
    chronicle.close();
    transport.close();
    fleet.close();
  }

  /** A clock that a test can move. */
  static final class MovableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void advance(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
