package dog.rebe.ssh.link;

import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.jspecify.annotations.Nullable;

/**
 * A channel of type {@code session} (RFC 4254, section 6). Opening it and asking it to run
 * something are two steps, so that it can be opened ahead. Thread-safe; nothing in it blocks.
 */
public final class SessionChannel {

  static final String TYPE = "session";

  /** The largest piece of data that is taken and sent. */
  static final int PACKET_BYTES = 32 * 1024;

  private static final int STDERR = 1;
  private static final int MOST_SIGNAL_NAME = 32;

  private final Link link;
  private final AbstractClientSession session;
  private final SessionService service;
  private final ChannelListener listener;
  private final ReceiveWindow incoming;
  private final SendWindow outgoing = new SendWindow();
  private volatile Runnable onWindow = () -> {};

  private final ChannelLife life = new ChannelLife();
  private final AtomicBoolean unwanted = new AtomicBoolean();
  private final AtomicBoolean endSent = new AtomicBoolean();
  private volatile Scheduler.@Nullable Cancellation patience;

  /**
   * Whom to tell that the piece of data is gone; a connection that ends in a key exchange forgets.
   */
  private final AtomicReference<@Nullable Runnable> unwritten = new AtomicReference<>();

  /** Our name for it, and the server's. */
  private long number = -1;

  private long recipient;

  SessionChannel(
      Link link, AbstractClientSession session, int windowBytes, ChannelListener listener) {
    this.link = link;
    this.session = session;
    this.service = link.connection();
    this.listener = listener;
    this.incoming = new ReceiveWindow(windowBytes, PACKET_BYTES);
  }

  /** What asks a server for one. */
  static Buffer request(Session session, long number, long windowBytes) {
    Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN, 32);
    buffer.putString(TYPE);
    buffer.putUInt(number);
    buffer.putUInt(windowBytes);
    buffer.putUInt(PACKET_BYTES);
    return buffer;
  }

  void begin() {
    begin(false);
  }

  /** The request for it has left already: it is the first of its connection. */
  void beginRequested() {
    begin(true);
  }

  private void begin(boolean requested) {
    try {
      number = service.nextNumber();
      service.register(number, this);
      if (!requested) {
        session.writePacket(request(session, number, incoming.bytes()));
      } else if (number != QuickLogin.FIRST_CHANNEL) {
        throw new IllegalStateException("The first channel has the number " + number);
      }
    } catch (IOException | RuntimeException e) {
      gone();
    }
  }

  /** Whether something can be asked on it, as far as is known. */
  public boolean isOpen() {
    return !life.isClosing() && link.endedWith() == null;
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
    return ask("exec", true, commandLine.length + 4, buffer -> buffer.putBytes(commandLine));
  }

  /** Asks for a subsystem. */
  public boolean subsystem(String name) {
    return ask("subsystem", true, name.length() + 4, buffer -> buffer.putString(name));
  }

  /** Asks for the login shell. */
  public boolean shell() {
    return ask("shell", true, 0, buffer -> {});
  }

  /** Asks for a terminal (RFC 4254, section 6.2), before a shell or a command. */
  public boolean terminal(String type, int columns, int rows, byte[] modes) {
    return ask(
        "pty-req",
        true,
        type.length() + modes.length + 24,
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
    return ask(
        "window-change",
        false,
        16,
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
    return ask("keepalive@openssh.com", true, 0, buffer -> {});
  }

  /** Gives the server leave to send this much more. */
  public void release(int bytes) {
    long more = incoming.took(bytes);
    if (more > 0 && life.beginSending()) {
      write(SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST, 4, buffer -> buffer.putUInt(more));
    }
  }

  /** How many bytes may be sent at this moment, in one piece. */
  public int sendable() {
    return life.isClosing() || endSent.get()
        ? 0
        : (int) Math.min(outgoing.sendable(), PACKET_BYTES);
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
    if (!life.beginSending()) {
      written.run();
      return;
    }
    unwritten.set(written);
    try {
      outgoing.sent(length);
      Buffer buffer = message(SshConstants.SSH_MSG_CHANNEL_DATA, length + 4);
      buffer.putBytes(bytes, offset, length);
      // Any other thread would wait here for the end of a key exchange, maybe with what that needs
      ThreadUtils.runAsInternal(buffer, session::writePacket).addListener(future -> written());
    } catch (IOException | RuntimeException e) {
      written();
    } finally {
      sent();
    }
    if (life.isOver()) {
      written();
    }
  }

  private void written() {
    Runnable told = unwritten.getAndSet(null);
    if (told != null) {
      told.run();
    }
  }

  /** Says that nothing more will be sent. */
  public void sendEnd() {
    if (endSent.compareAndSet(false, true) && life.beginSending()) {
      write(SshConstants.SSH_MSG_CHANNEL_EOF, 0, buffer -> {});
    }
  }

  /**
   * Closes it, open or not yet. What the server still sends is dropped. A server that does not
   * answer in the time of a login has lost count of its channels: the channel then counts as
   * closed, and its connection takes no others.
   */
  public void close() {
    if (!unwanted.compareAndSet(false, true) || !life.close()) {
      return;
    }
    Scheduler.Cancellation timer =
        link.client().delaysOf(link.target().timing().loginTimeout()).schedule(this::unanswered);
    patience = timer;
    if (life.isOver()) {
      timer.cancel();
    }
    settle();
  }

  private void unanswered() {
    link.retire();
    gone();
  }

  /** A message of the server for this channel, behind the channel's number. On an I/O thread. */
  void process(int message, Buffer buffer) throws IOException {
    if (message == SshConstants.SSH_MSG_CHANNEL_OPEN_CONFIRMATION) {
      confirm(buffer);
      return;
    }
    if (message == SshConstants.SSH_MSG_CHANNEL_OPEN_FAILURE) {
      refuse(buffer);
      return;
    }
    require(life.isOpened(), "uses a channel that is not open");
    switch (message) {
      case SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST -> {
        outgoing.widen(buffer.getUInt());
        onWindow.run();
      }
      case SshConstants.SSH_MSG_CHANNEL_DATA -> receive(OutputStreamName.STDOUT, buffer);
      case SshConstants.SSH_MSG_CHANNEL_EXTENDED_DATA ->
          receive(buffer.getInt() == STDERR ? OutputStreamName.STDERR : null, buffer);
      case SshConstants.SSH_MSG_CHANNEL_EOF -> listener.endOfData();
      case SshConstants.SSH_MSG_CHANNEL_CLOSE -> closed();
      case SshConstants.SSH_MSG_CHANNEL_REQUEST -> answer(buffer);
      case SshConstants.SSH_MSG_CHANNEL_SUCCESS -> {
        link.heard();
        listener.replied(true);
      }
      case SshConstants.SSH_MSG_CHANNEL_FAILURE -> listener.replied(false);
      default -> throw new IllegalStateException("Message " + message + " is of no channel");
    }
  }

  private static void require(boolean right, String wrong) throws SshException {
    if (!right) {
      throw new SshException(SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR, "The server " + wrong);
    }
  }

  private void confirm(Buffer buffer) throws SshException {
    require(!life.isOpened(), "opens a channel twice");
    recipient = buffer.getUInt();
    outgoing.open(buffer.getUInt(), buffer.getUInt());
    life.opens();
    link.heard();
    if (life.isClosing()) {
      settle();
    } else {
      listener.opened(this);
    }
  }

  private void refuse(Buffer buffer) throws SshException {
    require(!life.isOpened(), "refuses a channel that it has opened");
    int code = buffer.getInt();
    String reason = buffer.getString();
    if (end()) {
      listener.openRefused(code, reason);
    }
  }

  private void receive(@Nullable OutputStreamName stream, Buffer buffer) throws SshException {
    long length = buffer.getUInt();
    require(length <= PACKET_BYTES && length <= buffer.available(), "sends too large a piece");
    require(incoming.came(length), "sends more than it may");
    link.heard();
    if (stream == null) {
      release((int) length);
    } else if (length > 0 && !life.isClosing()) {
      int from = buffer.rpos();
      listener.received(stream, Arrays.copyOfRange(buffer.array(), from, from + (int) length));
    }
  }

  private void answer(Buffer buffer) {
    String name = buffer.getString();
    boolean wantReply = buffer.getBoolean();
    switch (name) {
      case "exit-status" -> listener.exited(new ExitStatus(buffer.getInt()));
      case "exit-signal" -> listener.exited(new ExitSignal(signal(buffer.getString())));
      default -> {
        if (wantReply && life.beginSending()) {
          write(SshConstants.SSH_MSG_CHANNEL_FAILURE, 0, reply -> {});
        }
      }
    }
  }

  private void closed() {
    life.closedByServer();
    settle();
  }

  private boolean ask(String name, boolean wantReply, int length, Consumer<Buffer> fill) {
    if (!life.beginSending()) {
      return false;
    }
    write(
        SshConstants.SSH_MSG_CHANNEL_REQUEST,
        name.length() + 5 + length,
        buffer -> {
          buffer.putString(name);
          buffer.putBoolean(wantReply);
          fill.accept(buffer);
        });
    return true;
  }

  private void sent() {
    if (life.endSending()) {
      settle();
    }
  }

  private void write(byte message, int length, Consumer<Buffer> fill) {
    try {
      Buffer buffer = message(message, length);
      fill.accept(buffer);
      session.writePacket(buffer);
    } catch (IOException | RuntimeException e) {
      // Nobody knows how much has left; the channel hears of the end by itself.
    } finally {
      sent();
    }
  }

  private Buffer message(byte message, int length) {
    Buffer buffer = session.createBuffer(message, length + 4);
    buffer.putUInt(recipient);
    return buffer;
  }

  /** Sends our CLOSE once nothing else is being sent; with both sides' the channel is over. */
  private void settle() {
    if (life.claimClose()) {
      try {
        session.writePacket(message(SshConstants.SSH_MSG_CHANNEL_CLOSE, 0));
      } catch (IOException | RuntimeException e) {
        // The connection is gone; the channel hears of that by itself.
      }
      life.closedByUs();
    }
    if (life.isClosed()) {
      gone();
    }
  }

  /** It is closed on both sides, or its connection is. */
  void gone() {
    if (end()) {
      listener.closed(link.endedWith());
    }
  }

  private boolean end() {
    if (!life.end()) {
      return false;
    }
    Scheduler.Cancellation timer = patience;
    service.forget(number);
    if (timer != null) {
      timer.cancel();
    }
    written();
    return true;
  }

  private static String signal(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(ascii.length, MOST_SIGNAL_NAME);
    return new String(ascii, 0, length, StandardCharsets.US_ASCII)
        .replaceAll("[^A-Za-z0-9@._-]", "?");
  }
}
