package dog.rebe.ssh.exec;

import dog.rebe.ssh.channel.Mailbox;
import dog.rebe.ssh.link.SessionChannel;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes standard input as fast as the server takes it, one piece in flight. A caller's stream is
 * read on the executor's threads, piece by piece, so that it holds a thread only while it is being
 * read. A read that hangs when nobody needs it any more is interrupted, and its stream closed.
 */
final class InputPump {

  private static final int PIECE_BYTES = 32 * 1024;

  private final SessionChannel channel;
  private final InputSource source;
  private final Executor streams;
  private final Executor closers;
  private final boolean heldOpen;
  private final Consumer<IOException> onFailure;
  private final Mailbox turns = new Mailbox();
  private boolean busy;
  private boolean over;
  private @Nullable Thread reader;
  private byte[] buffer = new byte[0];

  /**
   * @param heldOpen whether the end of the input is not told: the command watches it for our death
   */
  InputPump(
      SessionChannel channel,
      InputSource source,
      Executor streams,
      Executor closers,
      boolean heldOpen,
      Consumer<IOException> onFailure) {
    this.channel = channel;
    this.source = source;
    this.streams = streams;
    this.closers = closers;
    this.heldOpen = heldOpen;
    this.onFailure = onFailure;
  }

  void start() {
    if (source.isEmpty()) {
      over = true;
      sendEnd();
      return;
    }
    channel.onWindow(this::more);
    more();
  }

  /** Stops; what was not written is dropped. */
  void stop() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      if (busy) {
        if (reader == null) {
          return;
        }
        reader.interrupt();
      }
    }
    if (source.mayBlock()) {
      closers.execute(this::finish);
    } else {
      finish();
    }
  }

  /** A piece that leaves at once asks for the next: in turn, and not one within the other. */
  private void more() {
    turns.post(this::next);
  }

  private void next() {
    int most;
    synchronized (this) {
      most = Math.min(channel.sendable(), PIECE_BYTES);
      if (busy || over || most == 0) {
        return;
      }
      busy = true;
    }
    if (source.mayBlock()) {
      streams.execute(() -> step(most));
    } else {
      step(most);
    }
  }

  private void step(int most) {
    if (buffer.length == 0) {
      buffer = new byte[PIECE_BYTES];
    }
    int count;
    try {
      count = read(most);
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      return;
    }
    boolean stopped;
    synchronized (this) {
      stopped = over;
      over |= count < 0;
      busy = !over;
    }
    if (stopped) {
      finish();
    } else if (count < 0) {
      sendEnd();
      finish();
    } else {
      channel.send(buffer, 0, count, this::sent);
    }
  }

  private int read(int most) throws IOException {
    if (!source.mayBlock()) {
      return source.read(buffer, most);
    }
    synchronized (this) {
      if (over) {
        return -1;
      }
      reader = Thread.currentThread();
    }
    try {
      return source.read(buffer, most);
    } finally {
      synchronized (this) {
        reader = null;
        if (over) {
          Thread.interrupted();
        }
      }
    }
  }

  private void sendEnd() {
    if (!heldOpen) {
      channel.sendEnd();
    }
  }

  private void sent() {
    boolean stopped;
    synchronized (this) {
      busy = false;
      stopped = over;
    }
    if (stopped) {
      finish();
    } else {
      more();
    }
  }

  private void failed(Throwable reason) {
    boolean stopped;
    synchronized (this) {
      busy = false;
      stopped = over;
      over = true;
    }
    finish();
    if (!stopped) {
      onFailure.accept(
          reason instanceof IOException io ? io : new IOException(reason.toString(), reason));
    }
  }

  private void finish() {
    try {
      source.close();
    } catch (IOException | RuntimeException e) {
      // All that was wanted of it has been read.
    }
  }
}
