package dog.rebe.protocol;

import dog.rebe.command.Impact;
import dog.rebe.execution.Transport;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.testkit.TransportConformanceKit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A node behind an agent is as good as one that is reached directly. */
final class UnixAgentConformanceTest extends TransportConformanceKit {

  @TempDir private Path folder;

  private LocalTransport local;
  private Agent agent;

  @Override
  protected Transport openTransport() throws Exception {
    local = LocalTransport.create();
    agent =
        Agent.serving(local)
            .nodes(List.of(Node.local()))
            .policy(AgentRules.readOnly().upTo(Impact.CHANGES).andFiles())
            .build();
    Path socket = folder.resolve("agent");
    agent.listen(UnixSockets.listen(socket));
    return AgentTransport.builder().agent("here", UnixSockets.to(socket)).build();
  }

  @AfterEach
  void closeAgent() {
    agent.close();
    local.close();
  }

  @Override
  protected Node node() {
    return Node.of("localhost", AgentTransport.endpoint("here"));
  }

  @Override
  protected boolean tellsSignals() {
    return true;
  }
}
