package dog.rebe.ssh.link;

import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A channel of type {@code session} (RFC 4254, section 6). Opening it and asking it to run
 * something are two steps, so that it can be opened ahead. What leaves on it is in {@link
 * ChannelSender}, how far it has come in {@link ChannelLife}. Thread-safe; nothing in it blocks.
 */
public final class SessionChannel {

  static final String TYPE = "session";

  /** The largest piece of data that is taken and sent. */
  static final int PACKET_BYTES = 32 * 1024;

  private static final int STDERR = 1;
  private static final int MOST_SIGNAL_NAME = 32;

  private final Link link;
  private final SessionService service;
  private final ChannelListener listener;
  private final ReceiveWindow incoming;
  private final ChannelLife life = new ChannelLife();
  private final ChannelSender sender;
  private final AtomicBoolean unwanted = new AtomicBoolean();
  private volatile Scheduler.@Nullable Cancellation patience;

  /** Our name for it. */
  private long number = -1;

  SessionChannel(Link link, int windowBytes, ChannelListener listener) {
    this.link = link;
    this.service = link.connection();
    this.listener = listener;
    this.incoming = new ReceiveWindow(windowBytes, PACKET_BYTES);
    this.sender = new ChannelSender(this, link.session(), life);
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
        Session session = link.session();
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
    return sender.exec(commandLine);
  }

  /** Asks for a subsystem. */
  public boolean subsystem(String name) {
    return sender.subsystem(name);
  }

  /** Asks for the login shell. */
  public boolean shell() {
    return sender.shell();
  }

  /** Asks for a terminal (RFC 4254, section 6.2), before a shell or a command. */
  public boolean terminal(String type, int columns, int rows, byte[] modes) {
    return sender.terminal(type, columns, rows, modes);
  }

  /** Says that the terminal has another size now. */
  public boolean resize(int columns, int rows) {
    return sender.resize(columns, rows);
  }

  /**
   * Asks for a sign of life; the answer comes in order with what the server sends on this channel.
   */
  public boolean ping() {
    return sender.ping();
  }

  /** Gives the server leave to send this much more. */
  public void release(int bytes) {
    long more = incoming.took(bytes);
    if (more > 0) {
      sender.adjust(more);
    }
  }

  /** How many bytes may be sent at this moment, in one piece. */
  public int sendable() {
    return sender.sendable();
  }

  /** Called whenever more may be sent. */
  public void onWindow(Runnable action) {
    sender.onWindow(action);
  }

  /**
   * Sends data, no more than {@link #sendable()}; to be called by one thread at a time.
   *
   * @param written runs when it has left, or cannot any more
   */
  public void send(byte[] bytes, int offset, int length, Runnable written) {
    sender.send(bytes, offset, length, written);
  }

  /** Says that nothing more will be sent. */
  public void sendEnd() {
    sender.sendEnd();
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
      case SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST -> sender.widen(buffer.getUInt());
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
    sender.opens(buffer.getUInt(), buffer.getUInt(), buffer.getUInt());
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
        if (wantReply) {
          sender.refuse();
        }
      }
    }
  }

  private void closed() {
    life.closedByServer();
    settle();
  }

  /** Sends our CLOSE once nothing else is being sent; with both sides' the channel is over. */
  void settle() {
    if (life.claimClose()) {
      sender.close();
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
    sender.written();
    return true;
  }

  private static String signal(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(ascii.length, MOST_SIGNAL_NAME);
    return new String(ascii, 0, length, StandardCharsets.US_ASCII)
        .replaceAll("[^A-Za-z0-9@._-]", "?");
  }
}
