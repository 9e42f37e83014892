package dog.rebe.ssh.link;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.jspecify.annotations.Nullable;

/**
 * What we send on a channel (RFC 4254, sections 5.2 to 5.4): requests, data as the server's window
 * allows, its end, and our CLOSE. Nothing leaves before the server has opened the channel, nor
 * behind our CLOSE. Thread-safe; nothing in it blocks.
 */
final class ChannelSender {

  private final SessionChannel channel;
  private final AbstractClientSession session;
  private final ChannelLife life;
  private final SendWindow window = new SendWindow();
  private final AtomicBoolean endSent = new AtomicBoolean();
  private volatile Runnable onWindow = () -> {};

  /**
   * Whom to tell that the piece of data is gone; a connection that ends in a key exchange forgets.
   */
  private final AtomicReference<@Nullable Runnable> unwritten = new AtomicReference<>();

  /** The server's name for the channel, known before its life says that it is opened. */
  private long recipient;

  ChannelSender(SessionChannel channel, AbstractClientSession session, ChannelLife life) {
    this.channel = channel;
    this.session = session;
    this.life = life;
  }

  /** The server opens the channel. */
  void opens(long number, long windowBytes, long packetBytes) {
    recipient = number;
    window.open(windowBytes, packetBytes);
  }

  /** The server takes more. */
  void widen(long bytes) {
    window.widen(bytes);
    onWindow.run();
  }

  void onWindow(Runnable action) {
    onWindow = action;
  }

  int sendable() {
    return life.isClosing() || endSent.get()
        ? 0
        : (int) Math.min(window.sendable(), SessionChannel.PACKET_BYTES);
  }

  /**
   * Sends data, in one piece.
   *
   * @param written runs when it has left, or cannot any more
   */
  void send(byte[] bytes, int offset, int length, Runnable written) {
    if (!life.beginSending()) {
      written.run();
      return;
    }
    unwritten.set(written);
    try {
      window.sent(length);
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

  /** The piece of data has left, or cannot any more. */
  void written() {
    Runnable told = unwritten.getAndSet(null);
    if (told != null) {
      told.run();
    }
  }

  /** Says that nothing more will be sent. */
  void sendEnd() {
    if (endSent.compareAndSet(false, true) && life.beginSending()) {
      write(SshConstants.SSH_MSG_CHANNEL_EOF, 0, buffer -> {});
    }
  }

  boolean exec(byte[] commandLine) {
    return ask("exec", true, commandLine.length + 4, buffer -> buffer.putBytes(commandLine));
  }

  boolean subsystem(String name) {
    return ask("subsystem", true, name.length() + 4, buffer -> buffer.putString(name));
  }

  boolean shell() {
    return ask("shell", true, 0, buffer -> {});
  }

  boolean terminal(String type, int columns, int rows, byte[] modes) {
    return ask(
        "pty-req",
        true,
        type.length() + modes.length + 24,
        buffer -> {
          buffer.putString(type);
          putSize(buffer, columns, rows);
          buffer.putBytes(modes);
        });
  }

  boolean resize(int columns, int rows) {
    return ask("window-change", false, 16, buffer -> putSize(buffer, columns, rows));
  }

  private static void putSize(Buffer buffer, int columns, int rows) {
    buffer.putUInt(columns);
    buffer.putUInt(rows);
    buffer.putUInt(0);
    buffer.putUInt(0);
  }

  boolean ping() {
    return ask("keepalive@openssh.com", true, 0, buffer -> {});
  }

  /** Gives the server leave to send this much more. */
  void adjust(long bytes) {
    if (life.beginSending()) {
      write(SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST, 4, buffer -> buffer.putUInt(bytes));
    }
  }

  /** Answers a request of the server, which is none that we know. */
  void refuse() {
    if (life.beginSending()) {
      write(SshConstants.SSH_MSG_CHANNEL_FAILURE, 0, reply -> {});
    }
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

  private void sent() {
    if (life.endSending()) {
      channel.settle();
    }
  }

  /** Sends our CLOSE, which the channel's life allows once. */
  void close() {
    try {
      session.writePacket(message(SshConstants.SSH_MSG_CHANNEL_CLOSE, 0));
    } catch (IOException | RuntimeException e) {
      // The connection is gone; the channel hears of that by itself.
    }
  }

  private Buffer message(byte message, int length) {
    Buffer buffer = session.createBuffer(message, length + 4);
    buffer.putUInt(recipient);
    return buffer;
  }
}
