package dog.rebe.ssh.channel;

import dog.rebe.ssh.link.SessionChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes pieces to a channel in order, as fast as the server takes them. Thread-safe; never blocks.
 */
public final class OutboundQueue {

  private final SessionChannel channel;
  private final Runnable drained;
  private final Mailbox turns = new Mailbox();
  private final Deque<byte[]> pieces = new ArrayDeque<>();
  private int offset;
  private long queuedBytes;
  private boolean busy;
  private boolean ending;
  private boolean ended;

  /**
   * Writes to this channel.
   *
   * @param drained called whenever nothing is left to be written
   */
  public OutboundQueue(SessionChannel channel, Runnable drained) {
    this.channel = channel;
    this.drained = drained;
    channel.onWindow(this::more);
  }

  /** Adds a piece, which is not copied. */
  public void write(byte[] piece) {
    synchronized (this) {
      if (ending || piece.length == 0) {
        return;
      }
      pieces.add(piece);
      queuedBytes += piece.length;
    }
    more();
  }

  /** Says that nothing more will be written, once everything is. */
  public void end() {
    synchronized (this) {
      ending = true;
    }
    more();
  }

  /** How much waits to be written. */
  public synchronized long queuedBytes() {
    return queuedBytes;
  }

  /** A piece that leaves at once asks for the next: in turn, and not one within the other. */
  private void more() {
    turns.post(this::next);
  }

  private void next() {
    byte[] piece;
    int from;
    int length;
    synchronized (this) {
      if (busy || ended) {
        return;
      }
      if (pieces.isEmpty()) {
        if (!ending) {
          return;
        }
        ended = true;
        piece = null;
        from = 0;
        length = 0;
      } else {
        piece = pieces.element();
        from = offset;
        length = Math.min(channel.sendable(), piece.length - from);
        if (length == 0) {
          return;
        }
        busy = true;
      }
    }
    if (piece == null) {
      channel.sendEnd();
    } else {
      channel.send(piece, from, length, () -> sent(length));
    }
  }

  private void sent(int length) {
    boolean empty;
    synchronized (this) {
      busy = false;
      offset += length;
      queuedBytes -= length;
      if (offset == pieces.element().length) {
        pieces.remove();
        offset = 0;
      }
      empty = pieces.isEmpty();
    }
    if (empty) {
      drained.run();
    }
    more();
  }
}
