package dog.rebe.ssh.link;

import static dog.rebe.ssh.Awaiting.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/**
 * A server that lets in everybody, and stops in the middle of a key exchange until it is let go on:
 * what its client sends meanwhile has to wait (RFC 4253, section 7.1).
 */
final class HeldKeyExchange implements AutoCloseable, SessionListener {

  private final SshServer server = SshServer.setUpDefaultServer();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private volatile boolean holding;

  HeldKeyExchange() throws IOException {
    SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
    keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
    keys.setKeySize(256);
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(keys);
    server.setPasswordAuthenticator((user, password, session) -> true);
    server.setPublickeyAuthenticator(null);
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.addSessionListener(this);
    server.start();
  }

  int port() {
    return server.getPort();
  }

  /** Exchanges keys anew on the client's session, and comes back in the middle of that. */
  void beginOn(Session client) throws Exception {
    holding = true;
    client.reExchangeKeys();
    assertThat(held.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  void letGo() {
    letGo.countDown();
  }

  @Override
  public void sessionNegotiationStart(
      Session session,
      Map<KexProposalOption, String> clientProposal,
      Map<KexProposalOption, String> serverProposal) {
    if (holding) {
      held.countDown();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() throws IOException {
    letGo();
    server.stop(true);
  }
}
