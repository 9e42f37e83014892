package dog.rebe.examples.robots;

import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Node;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.runner.ApplyOptions;
import dog.rebe.runner.PolicyVerdict;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.RunGate;
import dog.rebe.runner.RunHistory;
import dog.rebe.runner.RunReport;
import dog.rebe.runner.Runner;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A machine with a real sshd, and a runner that may do everything there. */
final class OpenSshNode implements AutoCloseable {

  private final OpenSshServer sshd;
  private final Node node;
  private final SshTransport ssh;
  private final JsonLinesChronicle chronicle;
  private final CommandExecutor executor;
  private final Runner runner;

  OpenSshNode(Path folder, String... directives) throws IOException {
    sshd = OpenSshServer.start(folder.resolve("sshd"), directives);
    node = Node.of("real", sshd.endpoint());
    ssh = transport(sshd.identity());
    Path record = folder.resolve("chronicle");
    chronicle = JsonLinesChronicle.open(record);
    RunGate gate = RunGate.create();
    executor =
        CommandExecutor.builder().transport(ssh).chronicle(chronicle).approvalGate(gate).build();
    runner =
        Runner.builder()
            .executor(executor, gate)
            .chronicle(chronicle, RunHistory.ofFile(record))
            .folder(folder.resolve("runs"))
            .policy(question -> new PolicyVerdict.Allowed("It is a test."))
            .build();
  }

  OpenSshServer sshd() {
    return sshd;
  }

  Node node() {
    return node;
  }

  /** A way to it by another key. */
  SshTransport transport(Path identity) throws IOException {
    return SshTransport.builder()
        .hostTrust(HostTrust.knownHosts(sshd.knownHosts()))
        .credentials(Credential.keyFile(identity))
        .build();
  }

  Optional<Proposal> propose(Robot<?> robot, Goal goal) {
    return runner.propose(robot, goal, List.of(node), "test").proposal();
  }

  RunReport apply(Robot<?> robot, Proposal proposal) {
    return runner.apply(robot, proposal, List.of(), ApplyOptions.defaults());
  }

  @Override
  public void close() {
    executor.close();
    chronicle.close();
    ssh.close();
    sshd.close();
  }
}
