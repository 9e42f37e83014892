package dog.rebe.ssh.testkit;

import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/** Lets in who has the fleet's client key, under any user name. */
final class NodeAuthentication implements PublickeyAuthenticator {

  private final SshEngine engine;
  private final PublicKey clientKey;

  NodeAuthentication(SshEngine engine, PublicKey clientKey) {
    this.engine = engine;
    this.clientKey = clientKey;
  }

  @Override
  public boolean authenticate(String username, PublicKey key, ServerSession session)
      throws AsyncAuthException {
    Optional<AuthenticationFault> fault =
        engine.node(session).flatMap(node -> node.fault(AuthenticationFault.class));
    if (fault.isPresent() && fault.get() instanceof AuthenticationFault.Hangs) {
      // the answer is promised for later, and later never comes
      throw new AsyncAuthException();
    }
    return fault.isEmpty() && KeyUtils.compareKeys(clientKey, key);
  }
}
