package dog.rebe.ssh.link;

import org.apache.sshd.client.ClientFactoryManager;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.logging.SimplifiedLog;

/**
 * Makes sessions that never write a packet into a log. MINA's own dump every packet, before it is
 * encrypted, where their logger is at TRACE: with it the secrets that travel by standard input, and
 * passwords of logins.
 */
final class LinkSessions extends SessionFactory {

  LinkSessions(ClientFactoryManager client) {
    super(client);
  }

  @Override
  protected ClientSessionImpl doCreateSession(IoSession connection) throws Exception {
    return new WithoutDumps(getClient(), connection);
  }

  private static final class WithoutDumps extends ClientSessionImpl {
    WithoutDumps(ClientFactoryManager client, IoSession connection) throws Exception {
      super(client, connection);
    }

    /** Writes the dumps of packets, and nothing else. */
    @Override
    protected SimplifiedLog getSimplifiedLogger() {
      return SimplifiedLog.EMPTY;
    }
  }
}
