package dog.rebe.benchmarks;

import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Node;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.PoolStatistics;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.FleetFiles;
import dog.rebe.ssh.testkit.NodeDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An embedded fleet and an executor that reaches it. */
final class EmbeddedTarget implements AutoCloseable {

  private final EmbeddedFleet fleet;
  private final Path folder;
  private final SshTransport transport;
  private final CommandExecutor executor;

  EmbeddedTarget(List<NodeDefinition> nodes) throws IOException {
    fleet = EmbeddedFleet.start(nodes);
    folder = Files.createTempDirectory("rebe-benchmark");
    FleetFiles files = fleet.writeTo(folder);
    transport =
        SshTransport.builder()
            .hostTrust(HostTrust.knownHosts(files.knownHosts()))
            .credentials(Credential.keyFile(files.clientKey()))
            .build();
    executor = CommandExecutor.builder().transport(transport).build();
  }

  CommandExecutor executor() {
    return executor;
  }

  List<Node> nodes() {
    return fleet.inventory();
  }

  PoolStatistics pool() {
    return transport.poolStatistics();
  }

  @Override
  public void close() throws IOException {
    executor.close();
    transport.close();
    fleet.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
