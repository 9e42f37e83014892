package dog.rebe.ssh.testkit;

import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.forward.TcpipServerChannel;

/**
 * Makes the channels by which an embedded node is a jump host: to this machine's own addresses and
 * nowhere beyond.
 */
final class JumpChannelFactory implements ChannelFactory {

  @Override
  public String getName() {
    return TcpForwardingFilter.Type.Direct.getName();
  }

  @Override
  public Channel createChannel(Session session) {
    return new JumpChannel();
  }

  /**
   * A subclass, because the server's own refusal leaves a thread behind for a minute: it closes a
   * connector that it has not made.
   */
  private static final class JumpChannel extends TcpipServerChannel {
    private boolean refused;

    JumpChannel() {
      super(TcpForwardingFilter.Type.Direct, null);
    }

    @Override
    protected OpenFuture doInit(Buffer buffer) {
      int start = buffer.rpos();
      refused = !LoopbackForwarding.isLoopback(buffer.getString());
      buffer.rpos(start);
      if (!refused) {
        return super.doInit(buffer);
      }
      OpenFuture future = new DefaultOpenFuture(this, this);
      future.setException(
          new SshChannelOpenException(
              getChannelId(),
              SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED,
              "an embedded node leads to loopback addresses only"));
      close(true);
      return future;
    }

    @Override
    protected Closeable getInnerCloseable() {
      return refused
          ? builder().run(toString(), () -> service.unregisterChannel(this)).build()
          : super.getInnerCloseable();
    }
  }
}
