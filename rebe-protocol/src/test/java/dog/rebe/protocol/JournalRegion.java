package dog.rebe.protocol;

import dog.rebe.command.Command;
import dog.rebe.command.Impact;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.protocol.carrier.Connector;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real OpenSSH node with a journal of its own, and agents that reach it. */
final class JournalRegion implements AutoCloseable {

  static final Limits LIMITS = Limits.of(Duration.ofSeconds(60), 64 * 1024);

  private final Path folder;
  private final OpenSshServer server;
  private final SessionOptions options;
  private int agents;

  JournalRegion(Path folder, SessionOptions options) throws IOException {
    this.folder = folder;
    this.options = options;
    Path home = Files.createDirectory(folder.resolve("home"));
    this.server = OpenSshServer.start(folder.resolve("sshd"), "SetEnv HOME=" + home);
  }

  /** The node as who is beside it reaches it. */
  Node near() {
    return Node.of("node", server.endpoint());
  }

  /** The node behind the agent. */
  static Node far() {
    return Node.of("node", AgentTransport.endpoint("site"));
  }

  SshTransport ssh() throws IOException {
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(Map.of(new NodeId("node"), server.fingerprint())))
        .credentials(Credential.keyFile(server.identity()))
        .build();
  }

  /** One agent with a transport of its own: what dies with its process. */
  final class Region implements AutoCloseable {
    private final SshTransport ssh;
    private final Agent agent;
    private final Path socket;

    private Region() throws IOException {
      ssh = ssh();
      agent =
          Agent.serving(ssh)
              .nodes(List.of(near()))
              .policy(AgentRules.readOnly().upTo(Impact.CHANGES).andTerminals())
              .session(options)
              .build();
      socket = folder.resolve("agent-" + agents++);
      agent.listen(UnixSockets.listen(socket));
    }

    Agent agent() {
      return agent;
    }

    Connector connector() {
      return UnixSockets.to(socket);
    }

    /** Its connections to nodes and callers break, as if the process were killed. */
    void kill() {
      ssh.close();
      agent.close();
    }

    @Override
    public void close() {
      agent.close();
      ssh.close();
    }
  }

  Region agent() throws IOException {
    return new Region();
  }

  AgentTransport through(Connector connector) {
    return AgentTransport.builder().agent("site", connector).session(options).build();
  }

  static CommandExecutor executor(AgentTransport transport) {
    return CommandExecutor.builder()
        .transport(transport)
        .retry(RetryOptions.defaults().withBackoff(Duration.ofMillis(20), Duration.ofMillis(200)))
        .build();
  }

  /** A script that counts its execution on the node and then does this. */
  Command<CapturedOutput> counted(String name, String then) {
    return Command.script("echo x >>" + folder.resolve(name) + "\n" + then)
        .changes(Repetition.ONCE)
        .limits(LIMITS);
  }

  /** What the node itself says of how often it ran. */
  int executions(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
