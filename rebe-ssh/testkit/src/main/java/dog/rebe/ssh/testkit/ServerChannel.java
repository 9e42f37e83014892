package dog.rebe.ssh.testkit;

import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;

/** A channel of the SSH server as a simulated process sees it. */
final class ServerChannel implements ProcessChannel {

  private final ChannelSession channel;
  private final IoOutputStream output;
  private final IoOutputStream errors;
  private final ExitCallback exit;

  ServerChannel(
      ChannelSession channel, IoOutputStream output, IoOutputStream errors, ExitCallback exit) {
    this.channel = channel;
    this.output = output;
    this.errors = errors;
    this.exit = exit;
  }

  @Override
  public Stream output() {
    return (bytes, resume) -> write(output, bytes, resume);
  }

  @Override
  public Stream errors() {
    return (bytes, resume) -> write(errors, bytes, resume);
  }

  @Override
  public void exit(int status) {
    exit.onExit(status);
  }

  @Override
  public void announceExit(int status) {
    Buffer packet = request("exit-status");
    packet.putUInt(status);
    send(packet);
  }

  @Override
  public void signal(String name) {
    Buffer packet = request("exit-signal");
    packet.putString(name);
    packet.putBoolean(false);
    packet.putString("");
    packet.putString("");
    send(packet);
    close();
  }

  @Override
  public void close() {
    channel.close(false);
  }

  @Override
  public void cutConnection() {
    channel.getSession().close(true);
  }

  /** RFC 4254, section 6.10: neither request wants a reply. */
  private Buffer request(String type) {
    Buffer packet = channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, 64);
    packet.putUInt(channel.getRecipient());
    packet.putString(type);
    packet.putBoolean(false);
    return packet;
  }

  private void send(Buffer packet) {
    if (!channel.isOpen()) {
      return;
    }
    Session session = channel.getSession();
    try {
      session.writePacket(packet);
    } catch (IOException gone) {
      session.close(true);
    }
  }

  private Progress write(IoOutputStream stream, byte[] bytes, Runnable resume) {
    if (!channel.isOpen()) {
      return Progress.CLOSED;
    }
    IoWriteFuture future;
    try {
      future = stream.writeBuffer(new ByteArrayBuffer(bytes));
    } catch (IOException gone) {
      return Progress.CLOSED;
    }
    if (future.isDone()) {
      return future.isWritten() ? Progress.WRITTEN : Progress.CLOSED;
    }
    future.addListener(written -> resume.run());
    return Progress.PENDING;
  }
}
