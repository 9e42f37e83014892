package dog.rebe.ssh.link;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.client.session.ClientConnectionService;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * The connection protocol (RFC 4254) on one connection: what comes on a {@link SessionChannel} goes
 * to that channel, everything else to the library. The library's channels have windows, listeners,
 * properties and chains of closing each, which is a good part of what a small command costs.
 */
final class SessionService extends ClientConnectionService {

  private final Map<Long, SessionChannel> own = new ConcurrentHashMap<>(4);

  private SessionService(AbstractClientSession session) throws SshException {
    super(session);
  }

  static ServiceFactory factory() {
    return new ServiceFactory() {
      @Override
      public String getName() {
        return "ssh-connection";
      }

      @Override
      public Service create(Session session) throws IOException {
        return new SessionService((AbstractClientSession) session);
      }
    };
  }

  /** A number for one more channel. */
  long nextNumber() {
    return getNextChannelId();
  }

  /** What comes for this number goes to this channel from now on. */
  void register(long number, SessionChannel channel) throws SshException {
    synchronized (own) {
      if (isClosing()) {
        throw new SshException("The connection is closed");
      }
      own.put(number, channel);
    }
  }

  void forget(long number) {
    own.remove(number);
  }

  @Override
  public void process(int message, Buffer buffer) throws Exception {
    if (message > SshConstants.SSH_MSG_CHANNEL_OPEN
        && message <= SshConstants.SSH_MSG_CHANNEL_FAILURE) {
      int start = buffer.rpos();
      SessionChannel channel = own.get(buffer.getUInt());
      if (channel != null) {
        channel.process(message, buffer);
        return;
      }
      buffer.rpos(start);
    }
    super.process(message, buffer);
  }

  @Override
  protected void preClose() {
    super.preClose();
    List<SessionChannel> left;
    synchronized (own) {
      left = List.copyOf(own.values());
    }
    left.forEach(SessionChannel::gone);
  }
}
