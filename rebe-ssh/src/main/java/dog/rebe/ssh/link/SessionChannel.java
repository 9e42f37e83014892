package dog.rebe.ssh.link;

import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.ssh.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.logging.SimplifiedLog;
import org.jspecify.annotations.Nullable;

/**
 * A channel of type {@code session}. Opening it and asking it to run something are two steps, so
 * that it can be opened ahead. Thread-safe; nothing in it blocks.
 */
public final class SessionChannel {

  private final Link link;
  private final AbstractClientSession session;
  private final ChannelListener listener;
  private final Wire wire;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean unwanted = new AtomicBoolean();
  private volatile Runnable onWindow = () -> {};

  SessionChannel(
      Link link, AbstractClientSession session, int windowBytes, ChannelListener listener) {
    this.link = link;
    this.session = session;
    this.listener = listener;
    this.wire = new Wire(windowBytes);
  }

  static final String TYPE = "session";

  void begin() {
    begin(false);
  }

  /** The request for it has left already: it is the first of its connection. */
  void beginRequested() {
    begin(true);
  }

  private void begin(boolean requested) {
    try {
      link.connection().registerChannel(wire);
      wire.addCloseFutureListener(future -> closed());
      if (!requested) {
        wire.open();
      } else if (wire.getChannelId() == QuickLogin.FIRST_CHANNEL) {
        wire.isOpening();
      } else {
        throw new IllegalStateException("The first channel has the number " + wire.getChannelId());
      }
    } catch (IOException | RuntimeException e) {
      closed();
    }
  }

  /** Whether something can be asked on it, as far as is known. */
  public boolean isOpen() {
    return wire.isOpen() && link.endedWith() == null;
  }

  /** The connection that it is on. */
  public Link link() {
    return link;
  }

  /**
   * Asks for a command to be run. Its first byte is the point of no return.
   *
   * @return false if the channel was closed before, and nothing was sent
   */
  public boolean exec(byte[] commandLine) {
    return request("exec", true, buffer -> buffer.putBytes(commandLine));
  }

  /** Asks for a subsystem. */
  public boolean subsystem(String name) {
    return request("subsystem", true, buffer -> buffer.putString(name));
  }

  /** Asks for the login shell. */
  public boolean shell() {
    return request("shell", true, buffer -> {});
  }

  /** Asks for a terminal (RFC 4254, section 6.2), before a shell or a command. */
  public boolean terminal(String type, int columns, int rows, byte[] modes) {
    return request(
        "pty-req",
        true,
        buffer -> {
          buffer.putString(type);
          buffer.putUInt(columns);
          buffer.putUInt(rows);
          buffer.putUInt(0);
          buffer.putUInt(0);
          buffer.putBytes(modes);
        });
  }

  /** Says that the terminal has another size now. */
  public boolean resize(int columns, int rows) {
    return request(
        "window-change",
        false,
        buffer -> {
          buffer.putUInt(columns);
          buffer.putUInt(rows);
          buffer.putUInt(0);
          buffer.putUInt(0);
        });
  }

  /**
   * Asks for a sign of life; the answer comes in order with what the server sends on this channel.
   */
  public boolean ping() {
    return request("keepalive@openssh.com", true, buffer -> {});
  }

  /** Gives the server leave to send this much more. */
  public void release(int bytes) {
    try {
      wire.getLocalWindow().release(bytes);
    } catch (IOException | RuntimeException e) {
      // The connection is gone; the channel hears of that by itself.
    }
  }

  /** How many bytes may be sent at this moment, in one piece. */
  public int sendable() {
    if (!wire.isOpen() || wire.isEofSent()) {
      return 0;
    }
    long most = Math.min(wire.getRemoteWindow().getSize(), wire.getRemoteWindow().getPacketSize());
    return (int) Math.min(most, 32 * 1024);
  }

  /** Called whenever more may be sent. */
  public void onWindow(Runnable action) {
    onWindow = action;
  }

  /**
   * Sends data, no more than {@link #sendable()}; to be called by one thread at a time.
   *
   * @param written runs when it has left, or cannot any more
   */
  public void send(byte[] bytes, int offset, int length, Runnable written) {
    try {
      Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_DATA, length + 12);
      buffer.putUInt(wire.getRecipient());
      buffer.putBytes(bytes, offset, length);
      wire.getRemoteWindow().consume(length);
      wire.writePacket(buffer).addListener(future -> written.run());
    } catch (IOException | RuntimeException e) {
      written.run();
    }
  }

  /** Says that nothing more will be sent. */
  public void sendEnd() {
    try {
      wire.end();
    } catch (IOException | RuntimeException e) {
      // The connection is gone; the channel hears of that by itself.
    }
  }

  /**
   * Closes it, open or not yet. What the server still sends is dropped. A server that does not
   * answer in the time of a login has lost count of its channels: the channel then counts as
   * closed, and its connection takes no others.
   */
  public void close() {
    if (unwanted.compareAndSet(false, true)) {
      if (wire.isOpen()) {
        wire.close(false);
      }
      Scheduler.Cancellation timer =
          link.client().delaysOf(link.target().timing().loginTimeout()).schedule(this::unanswered);
      wire.addCloseFutureListener(future -> timer.cancel());
    }
  }

  private void unanswered() {
    link.retire();
    wire.close(true);
    closed();
  }

  private boolean request(
      String name, boolean wantReply, java.util.function.Consumer<Buffer> fill) {
    if (!wire.isOpen()) {
      return false;
    }
    try {
      Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
      buffer.putUInt(wire.getRecipient());
      buffer.putString(name);
      buffer.putBoolean(wantReply);
      fill.accept(buffer);
      wire.writePacket(buffer);
    } catch (IOException | RuntimeException e) {
      // Nobody knows how much has left; the channel hears of the end by itself.
    }
    return true;
  }

  private void closed() {
    if (over.compareAndSet(false, true)) {
      listener.closed(link.endedWith());
    }
  }

  @Nullable Fault lost() {
    return link.endedWith();
  }

  /** What the SSH library knows of the channel. */
  private final class Wire extends AbstractClientChannel {

    private final int windowBytes;

    Wire(int windowBytes) {
      super(TYPE);
      this.windowBytes = windowBytes;
    }

    /** Writes the dumps of what comes in, and nothing else. */
    @Override
    protected SimplifiedLog getSimplifiedLogger() {
      return SimplifiedLog.EMPTY;
    }

    /** As {@link #open} leaves it, without a request. */
    synchronized void isOpening() {
      openFuture = new DefaultOpenFuture(toString(), futureLock);
    }

    /**
     * Once it is open nothing is to be closed but the channel itself. The library would also give
     * up its future of the opening, which makes an exception each time.
     */
    @Override
    protected Closeable getInnerCloseable() {
      OpenFuture opening = openFuture;
      if (opening == null || !opening.isOpened()) {
        return super.getInnerCloseable();
      }
      return builder()
          .close(new GracefulChannelCloseable())
          .run(TYPE, () -> service.unregisterChannel(this))
          .build();
    }

    @Override
    protected void configureWindow() {
      org.apache.sshd.core.CoreModuleProperties.WINDOW_SIZE.set(this, (long) windowBytes);
      super.configureWindow();
    }

    @Override
    protected void doOpen() {
      link.heard();
      if (unwanted.get()) {
        close(false);
      } else {
        listener.opened(SessionChannel.this);
      }
    }

    @Override
    public void handleOpenFailure(Buffer buffer) {
      if (over.compareAndSet(false, true)) {
        int start = buffer.rpos();
        int code = buffer.getInt();
        String reason = buffer.getString();
        buffer.rpos(start);
        super.handleOpenFailure(buffer);
        listener.openRefused(code, reason);
      }
    }

    @Override
    protected void handleChannelRequest(String name, boolean wantReply, Buffer buffer)
        throws IOException {
      Exit exit =
          switch (name) {
            case "exit-status" -> new ExitStatus(buffer.getInt());
            case "exit-signal" -> new ExitSignal(signal(buffer.getString()));
            default -> null;
          };
      if (exit == null) {
        super.handleChannelRequest(name, wantReply, buffer);
      } else {
        listener.exited(exit);
      }
    }

    /** A refusal is an answer, and no reason to warn in the log. */
    @Override
    protected void handleUnknownChannelRequest(String name, boolean wantReply, Buffer buffer)
        throws IOException {
      sendResponse(buffer, name, RequestHandler.Result.ReplyFailure, wantReply);
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) {
      receive(OutputStreamName.STDOUT, data, offset, (int) length);
    }

    @Override
    protected void doWriteExtendedData(byte[] data, int offset, long length) {
      receive(OutputStreamName.STDERR, data, offset, (int) length);
    }

    private void receive(OutputStreamName stream, byte[] data, int offset, int length) {
      link.heard();
      if (length > 0 && !isClosing()) {
        listener.received(stream, Arrays.copyOfRange(data, offset, offset + length));
      }
    }

    @Override
    public void handleEof() throws IOException {
      super.handleEof();
      listener.endOfData();
    }

    @Override
    public void handleSuccess() {
      link.heard();
      listener.replied(true);
    }

    @Override
    public void handleFailure() {
      listener.replied(false);
    }

    @Override
    public void handleWindowAdjust(Buffer buffer) throws IOException {
      super.handleWindowAdjust(buffer);
      onWindow.run();
    }

    void end() throws IOException {
      if (isOpen()) {
        sendEof();
      }
    }
  }

  private static String signal(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(ascii.length, 32);
    return new String(ascii, 0, length, StandardCharsets.US_ASCII)
        .replaceAll("[^A-Za-z0-9@._-]", "?");
  }
}
