package dog.rebe.ssh.link;

import org.apache.sshd.client.ClientFactoryManager;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.io.functors.Invoker;
import org.apache.sshd.common.util.logging.SimplifiedLog;
import org.jspecify.annotations.Nullable;

/**
 * Makes sessions that never write a packet into a log. MINA's own dump every packet, before it is
 * encrypted, where their logger is at TRACE: with it the secrets that travel by standard input, and
 * passwords of logins. They also tell their one listener straight, and not through two proxies for
 * each event, and their name, which the library wants for each of its futures, is just an address.
 */
final class LinkSessions extends SessionFactory {

  private final SessionListener listener;

  LinkSessions(ClientFactoryManager client, SessionListener listener) {
    super(client);
    this.listener = listener;
  }

  @Override
  protected ClientSessionImpl doCreateSession(IoSession connection) throws Exception {
    return new LinkSession(getClient(), connection, listener);
  }

  private static final class LinkSession extends ClientSessionImpl {

    /** Null while the library constructs the session, when it already tells of it. */
    private final @Nullable SessionListener listener;

    LinkSession(ClientFactoryManager client, IoSession connection, SessionListener listener)
        throws Exception {
      super(client, connection);
      this.listener = listener;
    }

    /** Writes the dumps of packets, and nothing else. */
    @Override
    protected SimplifiedLog getSimplifiedLogger() {
      return SimplifiedLog.EMPTY;
    }

    @Override
    protected void invokeSessionSignaller(Invoker<SessionListener, Void> event) throws Throwable {
      SessionListener told = listener;
      if (told != null) {
        event.invoke(told);
      }
    }

    @Override
    public String toString() {
      return String.valueOf(getIoSession().getRemoteAddress());
    }
  }
}
