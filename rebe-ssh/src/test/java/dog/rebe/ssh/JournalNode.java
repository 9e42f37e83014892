package dog.rebe.ssh;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.ssh.testkit.OpenSshServer;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A real OpenSSH server whose logins have a home of their own, reached through a proxy that breaks
 * connections, and a count on the node of what really ran.
 */
final class JournalNode implements AutoCloseable {

  static final Limits LIMITS = Awaiting.unhurried(64 * 1024);

  private final Path folder;
  private final OpenSshServer server;
  private final FaultProxy proxy;

  private JournalNode(Path folder, OpenSshServer server, FaultProxy proxy) {
    this.folder = folder;
    this.server = server;
    this.proxy = proxy;
  }

  static JournalNode start() throws IOException {
    Path folder = Files.createTempDirectory("rebe-journal-");
    Path home = Files.createDirectory(folder.resolve("home"));
    OpenSshServer server = OpenSshServer.start(folder.resolve("sshd"), "SetEnv HOME=" + home);
    FaultProxy proxy =
        FaultProxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    return new JournalNode(folder, server, proxy);
  }

  FaultProxy proxy() {
    return proxy;
  }

  OpenSshServer server() {
    return server;
  }

  /** A file on the node, which is this machine. */
  Path file(String name) {
    return folder.resolve(name);
  }

  Path home() {
    return folder.resolve("home");
  }

  /** The node by way of the proxy. */
  Node node() {
    return Node.of(
        "node",
        Endpoint.ssh(System.getProperty("user.name"), "127.0.0.1", proxy.address().getPort()));
  }

  SshTransportBuilder transport() throws IOException {
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(Map.of(node().id(), server.fingerprint())))
        .credentials(Credential.keyFile(server.identity()));
  }

  static CommandExecutor executor(SshTransport transport) {
    return CommandExecutor.builder()
        .transport(transport)
        .retry(RetryOptions.defaults().withBackoff(Duration.ofMillis(20), Duration.ofMillis(200)))
        .build();
  }

  /** A script that counts its execution on the node and then does this. */
  Command<CapturedOutput> counted(String name, String then) {
    return Command.script("echo x >>" + file(name) + "\n" + then)
        .changes(Repetition.ONCE)
        .limits(LIMITS);
  }

  /** A part of a script that takes until {@link #release} of this name. */
  String held(String name) {
    return "until [ -e " + file(name + ".go") + " ];do sleep 0.05;done";
  }

  void release(String name) throws IOException {
    Files.createFile(file(name + ".go"));
  }

  /** How many commands the server runs now: its processes' children that are none of its own. */
  long running() {
    return ProcessHandle.of(server.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(process -> !isServer(process))
        .filter(process -> process.parent().filter(JournalNode::isServer).isPresent())
        .count();
  }

  private static boolean isServer(ProcessHandle process) {
    return process.info().command().orElse("").contains("sshd");
  }

  int executions(String name) {
    try {
      return Files.exists(file(name)) ? Files.readAllLines(file(name)).size() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a process of this machine has this among its arguments. */
  static boolean runs(String marker) {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> process.info().commandLine().orElse("").contains(marker));
  }

  /** A number of seconds that no other program of this machine sleeps. */
  static String seconds(int which) {
    return "1" + ProcessHandle.current().pid() + "." + which;
  }

  /** Whether a process of this machine is the program {@code sleep} with this one argument. */
  static boolean sleeps(String seconds) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::info)
        .anyMatch(
            info ->
                info.command().orElse("").endsWith("/sleep")
                    && info.arguments()
                        .filter(all -> all.length == 1 && all[0].equals(seconds))
                        .isPresent());
  }

  void forgetJournal() throws IOException {
    Folders.delete(home().resolve(".local"));
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    server.close();
    Folders.delete(folder);
  }
}
