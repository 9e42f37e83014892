package dog.rebe.ssh.testkit;

import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.keyprovider.HostKeyCertificateProvider;
import org.apache.sshd.common.session.SessionContext;

/** Shows each client the host certificate of the node that it came to, if that node has one. */
final class NodeHostCertificates implements HostKeyCertificateProvider {

  private final SshEngine engine;

  NodeHostCertificates(SshEngine engine) {
    this.engine = engine;
  }

  @Override
  public Iterable<OpenSshCertificate> loadCertificates(SessionContext session) {
    Optional<NodeState> node =
        engine.node(session).filter(candidate -> candidate.definition().isCertified());
    return node.map(known -> List.of(certificate(known))).orElse(List.of());
  }

  private OpenSshCertificate certificate(NodeState node) {
    var key = NodeHostKeys.key(node).getPublic();
    String id = node.definition().id();
    if (node.has(HandshakeFault.ExpiredHostCertificate.class)) {
      return engine.authority().expiredHost(key, id);
    }
    if (node.has(HandshakeFault.ForeignHostCertificate.class)) {
      return engine.foreignAuthority().host(key, id);
    }
    return engine.authority().host(key, id);
  }
}
