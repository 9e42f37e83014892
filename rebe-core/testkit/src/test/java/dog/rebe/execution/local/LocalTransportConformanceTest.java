package dog.rebe.execution.local;

import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import dog.rebe.testkit.TransportConformanceKit;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class LocalTransportConformanceTest extends TransportConformanceKit {

  @Override
  protected Transport openTransport() {
    return LocalTransport.create();
  }

  @Override
  protected Node node() {
    return Node.local();
  }
}
