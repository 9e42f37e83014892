package dog.rebe.runner;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.Transport;
import dog.rebe.node.HostListInventory;
import dog.rebe.node.Node;
import dog.rebe.ssh.ConnectionOptions;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A program that takes back a run which another program has carried out, and dies when told to. */
final class UndoProgram {

  private UndoProgram() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path keys = Path.of(arguments[1]);
    Death death = Death.parse(arguments[2]);
    String run = arguments[3];
    RunGate gate = RunGate.create();
    try (Chronicle chronicle = death.within(KilledProgram.open(folder));
        Transport transport = death.within(transport(keys));
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
      Runner runner = KilledProgram.runner(folder, executor, gate, chronicle);
      Proposal proposal = runner.proposeUndo(run, nodes, "eve").proposal().orElseThrow();
      runner.apply(runner.undoRobot(), proposal, List.of(), ApplyOptions.defaults());
    }
    Files.writeString(folder.resolve("lived"), death.toString());
  }

  /** A way to embedded nodes that waits long for a busy machine. */
  static SshTransport transport(Path keys) throws IOException {
    Duration patience = Duration.ofMinutes(3);
    return SshTransport.builder()
        .hostTrust(HostTrust.knownHosts(keys.resolve("known_hosts")))
        .credentials(Credential.keyFile(keys.resolve("id_ed25519")))
        .connection(
            ConnectionOptions.defaults()
                .withConnectTimeout(patience)
                .withHandshakeTimeout(patience)
                .withLoginTimeout(patience))
        .build();
  }
}
