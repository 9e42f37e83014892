package dog.rebe.ssh.testkit;

import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionContext;

/** Shows each client the host key of the node that it came to. */
final class NodeHostKeys implements KeyPairProvider {

  private final SshEngine engine;

  NodeHostKeys(SshEngine engine) {
    this.engine = engine;
  }

  @Override
  public Iterable<KeyPair> loadKeys(SessionContext session) {
    return engine.node(session).stream().map(NodeHostKeys::key).toList();
  }

  @Override
  public Iterable<String> getKeyTypes(SessionContext session) {
    return List.of(SSH_ED25519);
  }

  static KeyPair key(NodeState node) {
    return node.has(HandshakeFault.ChangedHostKey.class)
        ? node.keys().other()
        : node.keys().enrolled();
  }
}
