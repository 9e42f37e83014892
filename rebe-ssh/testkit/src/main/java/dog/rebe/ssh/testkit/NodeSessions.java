package dog.rebe.ssh.testkit;

import java.util.List;
import java.util.Map;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.ServerBuilder;

/** Counts sessions and gives them the faults of the key exchange. */
@SuppressWarnings("deprecation") // deprecated algorithms are the fault
final class NodeSessions implements SessionListener {

  private static final List<NamedFactory<Cipher>> OLD_CIPHERS =
      List.of(BuiltinCiphers.aes128cbc, BuiltinCiphers.tripledescbc);

  private final SshEngine engine;

  NodeSessions(SshEngine engine) {
    this.engine = engine;
  }

  @Override
  public void sessionCreated(Session session) {
    engine
        .node(session)
        .ifPresent(
            node -> {
              node.sessionCreated(session);
              NodeAuthentication.offer(node, session);
              node.fault(HandshakeFault.class).ifPresent(fault -> weaken(session, fault));
            });
  }

  private static void weaken(Session session, HandshakeFault fault) {
    if (fault instanceof HandshakeFault.OldAlgorithms) {
      session.setKeyExchangeFactories(List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhg1)));
      session.setCipherFactories(OLD_CIPHERS);
      session.setMacFactories(List.of(BuiltinMacs.hmacsha1, BuiltinMacs.hmacmd5));
    } else if (fault instanceof HandshakeFault.WithoutStrictKeyExchange) {
      session.setCipherFactories(List.of(BuiltinCiphers.cc20p1305_openssh));
    }
  }

  @Override
  public void sessionNegotiationStart(
      Session session,
      Map<KexProposalOption, String> clientProposal,
      Map<KexProposalOption, String> serverProposal) {
    engine
        .node(session)
        .filter(node -> node.has(HandshakeFault.ClosesInKeyExchange.class))
        .ifPresent(node -> session.close(true));
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    if (event == Event.Authenticated) {
      engine.node(session).ifPresent(node -> node.tally().authenticated());
    }
  }

  @Override
  public void sessionClosed(Session session) {
    engine.node(session).ifPresent(node -> node.sessionClosed(session));
  }
}
