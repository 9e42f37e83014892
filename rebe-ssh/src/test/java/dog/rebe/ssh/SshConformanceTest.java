package dog.rebe.ssh;

import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import dog.rebe.testkit.TransportConformanceKit;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of a transport, over SSH to a real OpenSSH server. */
class SshConformanceTest extends TransportConformanceKit {

  @RegisterExtension static final RealNode SERVER = new RealNode();

  @Override
  protected Transport openTransport() throws Exception {
    return SERVER.transport().build();
  }

  @Override
  protected Node node() {
    return SERVER.node();
  }
}
