package dog.rebe.robotkit;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.command.Command;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Outcome;
import dog.rebe.robot.Observations;
import dog.rebe.robot.Observer;
import dog.rebe.runner.PolicyVerdict;
import dog.rebe.runner.RunGate;
import dog.rebe.runner.RunHistory;
import dog.rebe.runner.Runner;
import dog.rebe.ssh.ConnectionOptions;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.FleetFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Simulated machines of a scenario, an executor that reaches them, and a runner that may all. */
final class RobotBench implements AutoCloseable {

  /** The machines are in this process: they are late only where it hardly gets to run itself. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final EmbeddedFleet fleet;
  private final SshTransport transport;
  private final JsonLinesChronicle chronicle;
  private final CommandExecutor executor;
  private final Runner runner;
  private final List<Command<?>> looked = new ArrayList<>();

  RobotBench(Scenario scenario) {
    try {
      folder = Files.createTempDirectory("rebe-robot-");
      fleet = EmbeddedFleet.start(scenario.nodes());
      FleetFiles files = fleet.writeTo(folder.resolve("keys"));
      transport =
          SshTransport.builder()
              .hostTrust(HostTrust.knownHosts(files.knownHosts()))
              .credentials(Credential.keyFile(files.clientKey()))
              .connection(
                  ConnectionOptions.defaults()
                      .withConnectTimeout(PATIENCE)
                      .withHandshakeTimeout(PATIENCE)
                      .withLoginTimeout(PATIENCE))
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path record = folder.resolve("chronicle");
    chronicle = JsonLinesChronicle.open(record);
    RunGate gate = RunGate.create();
    executor =
        CommandExecutor.builder()
            .transport(transport)
            .chronicle(chronicle)
            .approvalGate(gate)
            .build();
    runner =
        Runner.builder()
            .executor(executor, gate)
            .chronicle(chronicle, RunHistory.ofFile(record))
            .folder(folder.resolve("runs"))
            .policy(question -> new PolicyVerdict.Allowed("Simulated machines may be changed."))
            .build();
  }

  Runner runner() {
    return runner;
  }

  EmbeddedFleet fleet() {
    return fleet;
  }

  List<Node> nodes() {
    return fleet.inventory();
  }

  /** What the robot has run to look, and what its plans would run to look. */
  List<Command<?>> looked() {
    return List.copyOf(looked);
  }

  Observer observer() {
    return observer(nodes());
  }

  /** An observer of a run of some of the machines. */
  Observer observer(List<Node> some) {
    return new Observer() {
      @Override
      public List<Node> nodes() {
        return some;
      }

      @Override
      public <T> Observations<T> run(Command<T> command) {
        return run(command, nodes());
      }

      @Override
      public <T> Observations<T> run(Command<T> command, List<Node> nodes) {
        if (command.effect().hasImpact()) {
          throw new IllegalArgumentException("The robot observes by '" + command + "', a change");
        }
        looked.add(command);
        Map<NodeId, Outcome<T>> outcomes = new LinkedHashMap<>();
        List<NodeOutcome<T>> all = new ArrayList<>();
        executor.start(command, nodes, FleetOptions.defaults()).forEach(all::add);
        for (Node node : nodes) {
          all.stream()
              .filter(one -> one.node().equals(node))
              .forEach(one -> outcomes.put(node.id(), one.outcome()));
        }
        return new Observations<>(outcomes);
      }
    };
  }

  /**
   * Runs whatever a plan calls a look, on the machines of its step. How it ends does not matter.
   */
  void look(Plan plan) {
    for (Step step : plan.steps()) {
      List<Node> where = nodes().stream().filter(node -> step.nodes().contains(node.id())).toList();
      for (Command<?> command : commands(step)) {
        if (!command.effect().hasImpact()) {
          executor.start(command, where, FleetOptions.defaults()).forEach(outcome -> {});
        }
      }
    }
  }

  static List<Command<?>> commands(Plan plan) {
    return plan.steps().stream().flatMap(step -> commands(step).stream()).toList();
  }

  private static List<Command<?>> commands(Step step) {
    List<Command<?>> all = new ArrayList<>();
    all.add(step.command());
    step.preconditions().forEach(condition -> all.add(condition.check()));
    step.preview().ifPresent(all::add);
    step.probe().ifPresent(all::add);
    step.undo().ifPresent(all::add);
    return all;
  }

  @Override
  public void close() {
    executor.close();
    chronicle.close();
    transport.close();
    fleet.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
