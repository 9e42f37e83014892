package dog.rebe.benchmarks.acceptance;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.facts.Facts;
import dog.rebe.facts.MachineFacts;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.ConnectionOptions;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.FleetFiles;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the facts of healthy nodes, and then of the same with faulty ones among them: what do the
 * faulty cost, and does every failure say what was wrong? The healthy nodes are real; the faulty
 * ones are in this JVM.
 */
public final class FaultyTenth {

  private static final Duration NODE_DEADLINE = Duration.ofSeconds(20);
  private static final double TOLERANCE = 1.1;
  private static final long SEED = 7;

  private FaultyTenth() {}

  /** Arguments: the fleet's folder, how many healthy nodes, and how many faulty ones. */
  public static void main(String[] arguments) throws IOException {
    RealFleet real = new RealFleet(Path.of(arguments[0]));
    List<Node> healthy = real.nodes(Integer.parseInt(arguments[1]));
    int faulty = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("rebe-faulty");
    boolean met;
    try (EmbeddedFleet embedded = EmbeddedFleet.start(definitions(faulty))) {
      met = compare(real, healthy, embedded, folder);
    } finally {
      delete(folder);
    }
    System.exit(met ? 0 : 1);
  }

  private static boolean compare(
      RealFleet real, List<Node> healthy, EmbeddedFleet embedded, Path folder) throws IOException {
    Tally alone = new Tally(Map.of());
    FleetSummary before = discover(real, healthy, embedded, folder, alone);
    List<Node> all = new ArrayList<>(healthy);
    all.addAll(embedded.inventory());
    Collections.shuffle(all, new Random(SEED));
    Tally mixed = new Tally(expected(embedded));
    FleetSummary after = discover(real, all, embedded, folder, mixed);
    // the first run also warms the JVM up: the quicker of two is what the faulty ones are held
    // against
    FleetSummary again = discover(real, healthy, embedded, folder, alone);

    double quickest = Math.min(seconds(before.elapsed()), seconds(again.elapsed()));
    double bound = TOLERANCE * (quickest + seconds(NODE_DEADLINE));
    boolean quick = seconds(after.elapsed()) <= bound;
    new Bar(
            "%d nodes of which %d are faulty: at most the healthy %d's time plus one node's deadline (%d s) and 10%%"
                .formatted(
                    all.size(), embedded.nodes().size(), healthy.size(), NODE_DEADLINE.toSeconds()),
            "healthy alone %.1f s, all together %.1f s, bound %.1f s"
                .formatted(quickest, seconds(after.elapsed()), bound),
            quick)
        .print();
    boolean complete = after.nodes() == all.size() && mixed.outcomes() == all.size();
    new Bar(
            "each of the %d nodes gets exactly one outcome".formatted(all.size()),
            after.nodes() + " outcomes",
            complete)
        .print();
    boolean told = mixed.wrong().isEmpty() && alone.wrong().isEmpty();
    new Bar(
            "every failure's kind is the one that was injected, and each is told in plain words",
            told ? mixed.kinds().toString() : "wrong: " + mixed.wrong() + alone.wrong(),
            told)
        .print();
    return quick && complete && told;
  }

  private static FleetSummary discover(
      RealFleet real, List<Node> nodes, EmbeddedFleet embedded, Path folder, Tally tally)
      throws IOException {
    FleetFiles files = embedded.writeTo(folder);
    Command<MachineFacts> facts = Facts.command(Limits.of(NODE_DEADLINE, Facts.OUTPUT_BYTES));
    try (SshTransport transport =
            SshTransport.builder()
                .hostTrust(HostTrust.knownHosts(real.knownHosts(), files.knownHosts()))
                .credentials(real.credential(), Credential.keyFile(files.clientKey()))
                // three attempts at a silent node must end before the deadline does
                .connection(
                    ConnectionOptions.defaults().withHandshakeTimeout(Duration.ofSeconds(5)))
                .build();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      return executor.start(facts, nodes, FleetOptions.defaults()).forEach(tally);
    }
  }

  private static List<NodeDefinition> definitions(int count) {
    List<InjectedFault> faults = InjectedFault.all();
    List<NodeDefinition> definitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InjectedFault injected = faults.get(i % faults.size());
      definitions.add(
          NodeDefinition.of(injected.name() + "-" + i, SimulatedSystem.debian())
              .label("injected", injected.name())
              .label("site", i % 2 == 0 ? "near" : "far")
              .fault(injected.fault()));
    }
    return definitions;
  }

  private static Map<NodeId, FailureKind> expected(EmbeddedFleet embedded) {
    Map<NodeId, FailureKind> expected = new HashMap<>();
    List<InjectedFault> faults = InjectedFault.all();
    int i = 0;
    for (Node node : embedded.inventory()) {
      expected.put(node.id(), faults.get(i++ % faults.size()).kind());
    }
    return expected;
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Holds every outcome against what was expected of its node. */
  private static final class Tally implements Consumer<NodeOutcome<MachineFacts>> {
    private static final int SHOWN = 5;

    private final Map<NodeId, FailureKind> expected;
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long outcomes;

    Tally(Map<NodeId, FailureKind> expected) {
      this.expected = expected;
    }

    @Override
    public void accept(NodeOutcome<MachineFacts> nodeOutcome) {
      outcomes++;
      NodeId id = nodeOutcome.node().id();
      String wanted = String.valueOf(expected.get(id));
      String got = nodeOutcome.outcome().failure().map(f -> f.kind().code()).orElse("null");
      kinds.merge(got.equals("null") ? "success" : got, 1, Integer::sum);
      boolean plain = nodeOutcome.outcome().failure().map(Tally::isTold).orElse(true);
      if ((!wanted.equals(got) || !plain) && wrong.size() < SHOWN) {
        wrong.add(id + " should be " + wanted + " and is " + detail(nodeOutcome));
      }
    }

    private static boolean isTold(Failure<?> failure) {
      return !failure.explanation().headline().isBlank()
          && !failure.explanation().nextStep().isBlank();
    }

    private static String detail(NodeOutcome<?> nodeOutcome) {
      return nodeOutcome
          .outcome()
          .failure()
          .map(failure -> failure.kind().code() + " (" + failure.detail() + ")")
          .orElse("a success");
    }

    long outcomes() {
      return outcomes;
    }

    Map<String, Integer> kinds() {
      return kinds;
    }

    List<String> wrong() {
      return wrong;
    }
  }
}
