package dog.rebe.cli;

import dog.rebe.change.ApprovalGate;
import dog.rebe.chronicle.Chronicle;
import dog.rebe.cli.screen.SessionCount;
import dog.rebe.command.Command;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.CommandExecutorBuilder;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetRun;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.ssh.SshTransport;
import java.util.List;
import java.util.Optional;

/** A way to machines: transports and an executor, open until this is closed. */
final class OpenFleet implements AutoCloseable {

  private final Optional<SshTransport> ssh;
  private final LocalTransport local;
  private final Chronicle chronicle;
  private final CommandExecutor executor;

  private OpenFleet(Optional<SshTransport> ssh, Chronicle chronicle, Optional<ApprovalGate> gate) {
    this.ssh = ssh;
    this.local = LocalTransport.create();
    this.chronicle = chronicle;
    CommandExecutorBuilder builder =
        CommandExecutor.builder().transport(local).chronicle(chronicle);
    ssh.ifPresent(builder::transport);
    gate.ifPresent(builder::approvalGate);
    this.executor = builder.build();
  }

  /** Opens the way. Nothing is connected yet. All that is given is closed with this. */
  static OpenFleet open(
      Optional<SshTransport> ssh, Chronicle chronicle, Optional<ApprovalGate> gate) {
    return new OpenFleet(ssh, chronicle, gate);
  }

  /** A command for these nodes, not begun yet. */
  <T> FleetRun<T> start(Command<T> command, List<Node> nodes, FleetOptions options) {
    return executor.start(command, nodes, options);
  }

  /** What runs commands. */
  CommandExecutor executor() {
    return executor;
  }

  /** How many SSH sessions were used so far. */
  SessionCount sessions() {
    return ssh.map(SshTransport::poolStatistics)
        .map(pool -> new SessionCount(pool.opened(), pool.reused()))
        .orElse(new SessionCount(0, 0));
  }

  @Override
  public void close() {
    executor.close();
    ssh.ifPresent(SshTransport::close);
    local.close();
    chronicle.close();
  }
}
