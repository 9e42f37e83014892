package dog.rebe.ssh.testkit;

import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;

/** Makes sessions, some of which do not know strict key exchange. */
final class NodeSessionFactory extends SessionFactory {

  private final SshEngine engine;

  NodeSessionFactory(ServerFactoryManager server, SshEngine engine) {
    super(server);
    this.engine = engine;
  }

  @Override
  protected ServerSessionImpl doCreateSession(IoSession io) throws Exception {
    boolean lax =
        io.getLocalAddress() instanceof InetSocketAddress local
            && engine
                .node(local.getPort())
                .filter(node -> node.has(HandshakeFault.WithoutStrictKeyExchange.class))
                .isPresent();
    return lax ? new LaxSession(getServer(), io) : super.doCreateSession(io);
  }

  /** A subclass, because the proposal of strict key exchange is added where no listener sees it. */
  private static final class LaxSession extends ServerSessionImpl {
    LaxSession(ServerFactoryManager server, IoSession io) throws Exception {
      super(server, io);
    }

    @Override
    protected Map<KexProposalOption, String> doStrictKexProposal(
        Map<KexProposalOption, String> proposal) {
      return proposal;
    }
  }
}
