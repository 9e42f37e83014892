package dog.rebe.runner;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ProvableChronicle;
import dog.rebe.chronicle.ProvableOptions;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.Transport;
import dog.rebe.node.HostListInventory;
import dog.rebe.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A program that turns switches on, and dies when it is told to. */
final class KilledProgram {

  private KilledProgram() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path keys = Path.of(arguments[1]);
    Death death = Death.parse(arguments[2]);
    RunGate gate = RunGate.create();
    try (Chronicle chronicle = death.within(open(folder));
        Transport transport =
            death.within(
                Workshop.transport(keys.resolve("known_hosts"), keys.resolve("id_ed25519")));
        CommandExecutor executor =
            CommandExecutor.builder()
                .transport(transport)
                .chronicle(chronicle)
                .approvalGate(gate)
                .build()) {
      List<Node> nodes;
      try (var listed = HostListInventory.read(keys.resolve("hosts")).nodes()) {
        nodes = listed.toList();
      }
      Runner runner = runner(folder, executor, gate, chronicle);
      SwitchRobot robot = new SwitchRobot();
      Proposal proposal = runner.propose(robot, Workshop.ON, nodes, "eve").orElseThrow();
      if (proposal.nodes().size() < nodes.size()) {
        throw new IllegalStateException("Only " + proposal.plan().nodes() + " have answered");
      }
      runner.apply(robot, proposal, List.of(), ApplyOptions.defaults());
    }
    Files.writeString(folder.resolve("lived"), death.toString());
  }

  static ProvableChronicle open(Path folder) throws IOException {
    return ProvableChronicle.open(
        folder.resolve("chronicle"),
        SigningKey.parse(Files.readString(folder.resolve("key"))),
        ProvableOptions.defaults().withCheckpointPause(Duration.ofMillis(10)));
  }

  static Runner runner(Path folder, CommandExecutor executor, RunGate gate, Chronicle chronicle) {
    return Runner.builder()
        .executor(executor, gate)
        .chronicle(
            chronicle, RunHistory.ofFile(folder.resolve("chronicle").resolve("entries.jsonl")))
        .folder(folder.resolve("runs"))
        .policy(question -> new PolicyVerdict.Allowed("It is a test."))
        .build();
  }
}
