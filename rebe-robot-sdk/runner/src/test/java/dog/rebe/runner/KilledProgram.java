package dog.rebe.runner;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.HostListInventory;
import dog.rebe.node.Node;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A program that turns switches on and dies, without a word, at some entry of its chronicle. */
final class KilledProgram {

  static final int KILLED = 137;

  private KilledProgram() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int last = Integer.parseInt(arguments[1]);
    AtomicInteger count = new AtomicInteger();
    JsonLinesChronicle file = JsonLinesChronicle.open(folder.resolve("chronicle"));
    Chronicle chronicle =
        new Chronicle() {
          @Override
          public CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
            CompletionStage<Void> written = file.append(entry, durability);
            if (count.incrementAndGet() == last) {
              // Half of the times the entry is on the disk, half of the times it is not.
              if (last % 2 == 0) {
                written.whenComplete((done, failure) -> Runtime.getRuntime().halt(KILLED));
              } else {
                Runtime.getRuntime().halt(KILLED);
              }
            }
            return written;
          }

          @Override
          public void close() {
            file.close();
          }
        };
    RunGate gate = RunGate.create();
    Path keys = folder.resolve("keys");
    try (SshTransport transport =
            SshTransport.builder()
                .hostTrust(HostTrust.knownHosts(keys.resolve("known_hosts")))
                .credentials(Credential.keyFile(keys.resolve("id_ed25519")))
                .build();
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
      Runner runner =
          Runner.builder()
              .executor(executor, gate)
              .chronicle(chronicle, RunHistory.ofFile(folder.resolve("chronicle")))
              .folder(folder.resolve("runs"))
              .policy(question -> new PolicyVerdict.Allowed("It is a test."))
              .build();
      SwitchRobot robot = new SwitchRobot();
      Proposal proposal = runner.propose(robot, Workshop.ON, nodes, "eve").orElseThrow();
      RunReport report = runner.apply(robot, proposal, List.of(), ApplyOptions.defaults());
      System.out.println(report.account());
    }
    chronicle.close();
  }
}
