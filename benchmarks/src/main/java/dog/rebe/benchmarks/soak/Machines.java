package dog.rebe.benchmarks.soak;

import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.ssh.ConnectionOptions;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.PoolOptions;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.FleetFiles;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.NodeStatistics;
import dog.rebe.ssh.testkit.OpenSshServer;
import dog.rebe.ssh.testkit.SimulatedSystem;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A real OpenSSH server behind a proxy that breaks connections, and a fleet of embedded nodes. */
final class Machines implements AutoCloseable {

  private static final NodeId REAL = new NodeId("real");
  private static final int EMBEDDED = 20;

  private final Path folder;
  private final Weather weather;
  private final OpenSshServer server;
  private final EmbeddedFleet fleet;
  private final FleetFiles files;
  private FaultProxy proxy;

  Machines(Path folder, Weather weather) throws IOException {
    this.folder = folder;
    this.weather = weather;
    Path home = Files.createDirectories(folder.resolve("home"));
    server = OpenSshServer.start(folder.resolve("sshd"), "SetEnv HOME=" + home, "MaxStartups 1000");
    fleet =
        EmbeddedFleet.start(
            IntStream.range(0, EMBEDDED)
                .mapToObj(i -> NodeDefinition.of("embedded-" + i, SimulatedSystem.debian()))
                .toList());
    files = fleet.writeTo(Files.createDirectories(folder.resolve("fleet")));
    proxy = newProxy();
  }

  private FaultProxy newProxy() throws IOException {
    FaultProxy made =
        FaultProxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    made.obey(weather::connection);
    return made;
  }

  SshTransport transport() throws IOException {
    Map<NodeId, String> keys = new HashMap<>(fleet.fingerprints());
    keys.put(REAL, server.fingerprint());
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(keys))
        .credentials(Credential.keyFile(server.identity()), Credential.keyFile(files.clientKey()))
        .pool(
            PoolOptions.defaults().withMaxSessionsPerNode(6).withIdleTimeout(Duration.ofSeconds(2)))
        .connection(
            ConnectionOptions.defaults()
                .withHandshakeTimeout(Duration.ofSeconds(5))
                .withLoginTimeout(Duration.ofSeconds(5))
                .withHeartbeat(Duration.ofSeconds(2), 3))
        .build();
  }

  /** The real one, by way of the proxy. */
  Node real() {
    return new Node(
        REAL,
        Endpoint.ssh(System.getProperty("user.name"), "127.0.0.1", proxy.address().getPort()),
        Map.of());
  }

  List<Node> embedded() {
    return fleet.inventory();
  }

  void strike() {
    fleet.nodes().forEach(weather::strike);
  }

  /** Ends what the faults have left: nodes that hang, connections that nothing passes on. */
  void calm() {
    fleet.nodes().forEach(node -> node.heal());
    proxy.resetAll();
  }

  /** The real machine is found at another port from now on. */
  void moveTheRealOne() throws IOException {
    proxy.close();
    proxy = newProxy();
  }

  NodeStatistics embeddedStatistics() {
    return fleet.statistics();
  }

  /** Sessions of the real server, and what runs in them. */
  long sessions() {
    return ProcessHandle.of(server.pid()).orElseThrow().descendants().count();
  }

  /** Processes of this machine, of whatever parent, that have this among their arguments. */
  static long processesWith(String mark) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(process -> process.getFileName().toString().matches("[0-9]+"))
          .filter(process -> hasArgument(process, mark))
          .count();
    }
  }

  private static boolean hasArgument(Path process, String mark) {
    try {
      return Files.readString(process.resolve("cmdline")).contains(mark);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Where the round of this number counts its executions. */
  Path counts(int round) {
    return folder.resolve("counts-" + round);
  }

  @Override
  public void close() {
    proxy.close();
    fleet.close();
    server.close();
  }
}
