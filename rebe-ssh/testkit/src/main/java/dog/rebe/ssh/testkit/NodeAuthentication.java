package dog.rebe.ssh.testkit;

import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;

/**
 * Lets in who has the fleet's client key, or the node's password where it has one, under any user
 * name.
 */
final class NodeAuthentication implements PublickeyAuthenticator, PasswordAuthenticator {

  private static final List<UserAuthFactory> BY_KEY = List.of(UserAuthPublicKeyFactory.INSTANCE);

  private static final List<UserAuthFactory> BY_KEY_OR_PASSWORD =
      List.of(
          UserAuthPublicKeyFactory.INSTANCE,
          UserAuthPasswordFactory.INSTANCE,
          UserAuthKeyboardInteractiveFactory.INSTANCE);

  private static final List<UserAuthFactory> NO_ANSWER =
      List.of(new SilentAuthentication("publickey"), new SilentAuthentication("password"));

  private final SshEngine engine;
  private final PublicKey clientKey;

  NodeAuthentication(SshEngine engine, PublicKey clientKey) {
    this.engine = engine;
    this.clientKey = clientKey;
  }

  /** The methods that a node offers to this session. */
  static void offer(NodeState node, Session session) {
    boolean silent = node.has(AuthenticationFault.Hangs.class);
    boolean password = node.definition().password().isPresent();
    ((ServerSession) session)
        .setUserAuthFactories(silent ? NO_ANSWER : password ? BY_KEY_OR_PASSWORD : BY_KEY);
  }

  @Override
  public boolean authenticate(String username, PublicKey key, ServerSession session) {
    return engine
        .node(session)
        .filter(node -> !refuses(node) && isClient(username, key))
        .isPresent();
  }

  /** Signature and validity of a certificate have been checked by then, its purpose has not. */
  private boolean isClient(String username, PublicKey key) {
    if (key instanceof OpenSshCertificate certificate) {
      return engine.authority().signed(certificate)
          && certificate.getPrincipals().contains(username)
          && KeyUtils.compareKeys(clientKey, certificate.getCertPubKey());
    }
    return KeyUtils.compareKeys(clientKey, key);
  }

  @Override
  public boolean authenticate(String username, String password, ServerSession session) {
    return engine
        .node(session)
        .filter(node -> !refuses(node))
        .flatMap(node -> node.definition().password())
        .filter(password::equals)
        .isPresent();
  }

  private static boolean refuses(NodeState node) {
    return node.has(AuthenticationFault.Refuses.class);
  }
}
