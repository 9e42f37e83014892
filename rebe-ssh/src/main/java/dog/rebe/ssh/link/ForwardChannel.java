package dog.rebe.ssh.link;

import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.ChannelAsyncOutputStream;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.jspecify.annotations.Nullable;

/**
 * A channel of type {@code direct-tcpip} (RFC 4254, section 7.2): TCP from the jump host onwards.
 */
final class ForwardChannel extends AbstractClientChannel {

  private static final String ORIGIN = "127.0.0.1";

  private final String host;
  private final int port;
  private Runnable onOpened = () -> {};
  private BiConsumer<Integer, String> onRefused = (code, reason) -> {};
  private @Nullable Consumer<Buffer> receiver;
  private @Nullable ByteArrayBuffer early;
  private @Nullable ChannelAsyncOutputStream writer;

  ForwardChannel(String host, int port) {
    super("direct-tcpip");
    this.host = host;
    this.port = port;
  }

  void onOpened(Runnable action) {
    onOpened = action;
  }

  void onRefused(BiConsumer<Integer, String> action) {
    onRefused = action;
  }

  /** From now on data goes to this receiver; what has come before goes first. */
  void receiveWith(Consumer<Buffer> newReceiver) {
    ByteArrayBuffer waiting;
    synchronized (this) {
      receiver = newReceiver;
      waiting = early;
      early = null;
    }
    if (waiting != null) {
      newReceiver.accept(waiting);
      release(waiting.available());
    }
  }

  /** Sends a buffer; to be called again only when that is done. */
  IoWriteFuture write(Buffer buffer) throws IOException {
    ChannelAsyncOutputStream out = writer;
    if (out == null) {
      throw new IOException("The way is not open");
    }
    // A packet of the inner connection would be taken for a prepared one of the outer.
    Buffer data = new ByteArrayBuffer(buffer.array(), buffer.rpos(), buffer.available());
    // Any other thread, a timer's too, would wait here for the end of a key exchange with the jump
    // host
    return ThreadUtils.runAsInternal(data, out::writeBuffer);
  }

  @Override
  public synchronized OpenFuture open() throws IOException {
    OpenFuture future = new DefaultOpenFuture(toString(), futureLock);
    openFuture = future;
    Session session = getSession();
    Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN, 128);
    buffer.putString(getChannelType());
    buffer.putUInt(getChannelId());
    buffer.putUInt(getLocalWindow().getSize());
    buffer.putUInt(getLocalWindow().getPacketSize());
    buffer.putString(host);
    buffer.putUInt(port);
    buffer.putString(ORIGIN);
    buffer.putUInt(0);
    writePacket(buffer);
    return future;
  }

  @Override
  protected void doOpen() {
    writer = new ChannelAsyncOutputStream(this, SshConstants.SSH_MSG_CHANNEL_DATA);
    onOpened.run();
  }

  @Override
  public void handleOpenFailure(Buffer buffer) {
    int start = buffer.rpos();
    int code = buffer.getInt();
    String reason = buffer.getString();
    buffer.rpos(start);
    onRefused.accept(code, reason);
    super.handleOpenFailure(buffer);
  }

  @Override
  protected void doWriteData(byte[] data, int offset, long length) {
    Consumer<Buffer> to;
    synchronized (this) {
      to = receiver;
      if (to == null) {
        early = early == null ? new ByteArrayBuffer() : early;
        early.putRawBytes(data, offset, (int) length);
      }
    }
    if (to != null) {
      to.accept(new ByteArrayBuffer(data, offset, (int) length));
      release((int) length);
    }
  }

  @Override
  protected void doWriteExtendedData(byte[] data, int offset, long length) {
    release((int) length);
  }

  @Override
  public void handleWindowAdjust(Buffer buffer) throws IOException {
    super.handleWindowAdjust(buffer);
    ChannelAsyncOutputStream out = writer;
    if (out != null) {
      out.onWindowExpanded();
    }
  }

  @Override
  public void handleEof() throws IOException {
    super.handleEof();
    close(false);
  }

  private void release(int length) {
    try {
      getLocalWindow().release(length);
    } catch (IOException | RuntimeException e) {
      // The connection is gone; the channel closes with it.
    }
  }
}
