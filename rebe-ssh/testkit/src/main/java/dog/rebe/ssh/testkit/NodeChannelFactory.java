package dog.rebe.ssh.testkit;

import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.helpers.AbstractConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;

/** Makes session channels, unless the node's fault is to make none. */
final class NodeChannelFactory implements ChannelFactory {

  private final SshEngine engine;

  NodeChannelFactory(SshEngine engine) {
    this.engine = engine;
  }

  @Override
  public String getName() {
    return "session";
  }

  @Override
  public Channel createChannel(Session session) {
    ChannelFault fault =
        engine.node(session).flatMap(node -> node.fault(ChannelFault.class)).orElse(null);
    if (fault instanceof ChannelFault.Hangs) {
      return new SilentChannel();
    }
    if (fault instanceof ChannelFault.MaxSessions max && open(session) >= max.channels()) {
      return new RefusedChannel();
    }
    return new ChannelSession();
  }

  private static long open(Session session) {
    AbstractConnectionService service = session.getService(AbstractConnectionService.class);
    return service.getChannels().stream()
        .filter(channel -> channel instanceof ChannelSession && channel.isOpen())
        .count();
  }

  /** A channel that is never confirmed and never refused. */
  private static final class SilentChannel extends ChannelSession {
    @Override
    protected OpenFuture doInit(Buffer buffer) {
      return new DefaultOpenFuture(this, this);
    }
  }

  /** A channel that is refused as OpenSSH refuses one beyond MaxSessions. */
  private static final class RefusedChannel extends ChannelSession {
    @Override
    protected OpenFuture doInit(Buffer buffer) {
      OpenFuture future = new DefaultOpenFuture(this, this);
      future.setException(
          new SshChannelOpenException(
              getChannelId(), SshConstants.SSH_OPEN_CONNECT_FAILED, "open failed"));
      close(true);
      return future;
    }
  }
}
