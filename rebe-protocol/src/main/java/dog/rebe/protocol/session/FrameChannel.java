package dog.rebe.protocol.session;

import dog.rebe.execution.Scheduler;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.SessionError;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One half of a session, whatever is said in it: frames arrive once and in order over one link
 * after another. Heartbeats tell when a link is dead. Holds no thread. Thread-safe.
 */
final class FrameChannel {

  private static final int MISSED_HEARTBEATS = 3;

  private final FrameHandler handler;
  private final Scheduler scheduler;
  private final Outbox outbox;
  private final Inbox inbox;
  private final Terms terms;
  private final long roomBytes;

  /** A frame is dealt with before the next, though that comes over the next link. */
  private final ReentrantLock order = new ReentrantLock();

  private @Nullable Pump pump;
  private Scheduler.@Nullable Cancellation heartbeat;
  private long pings;
  private boolean closed;
  private boolean full;
  private volatile long heardNanos;

  FrameChannel(Terms terms, Scheduler scheduler, FrameHandler handler) {
    this.terms = terms;
    this.scheduler = scheduler;
    this.handler = handler;
    this.outbox = new Outbox(terms.peerWindowBytes());
    this.inbox = new Inbox(terms.ownWindowBytes());
    this.roomBytes = terms.peerWindowBytes() / 2;
  }

  /** What moves bytes between a link and this channel. */
  interface Pump {
    /** Ends the link. Does not block. */
    void close();

    /** Sends this if the other side still reads, and ends the link. Does not block. */
    void closeWith(byte[] lastFrame);
  }

  Outbox outbox() {
    return outbox;
  }

  Terms terms() {
    return terms;
  }

  /** Sends a frame as soon as the window allows, on this link or a later one. */
  void send(Frame frame) {
    send(PlainFrame.of(frame));
  }

  void send(OutFrame frame) {
    outbox.add(frame);
  }

  /** Whether so much waits to be sent that whoever makes more should wait for {@code onRoom}. */
  boolean isFull() {
    boolean now = outbox.unsentBytes() >= roomBytes;
    if (now) {
      synchronized (this) {
        full = true;
      }
    }
    return now;
  }

  /** How many counted frames have been received so far. */
  synchronized long receivedFrames() {
    return inbox.receivedFrames();
  }

  /** How many counted frames have been received; no earlier link can add to them any more. */
  synchronized long detach() {
    Pump old = pump;
    pump = null;
    cancelHeartbeat();
    if (old != null) {
      old.close();
    }
    return inbox.receivedFrames();
  }

  /**
   * Goes on over this link.
   *
   * @param receivedFrames how many counted frames the other side has received so far
   * @return false if the channel is closed
   */
  boolean attach(Pump newPump, long receivedFrames) throws FrameException {
    return takeOver(newPump, receivedFrames, receivedFrames());
  }

  /**
   * Goes on over this link, though the one before may have brought frames until now: the other side
   * sends those again that came after what it was told.
   *
   * @param announcedFrames what the other side was told that this one has received
   * @return false if the channel is closed
   */
  boolean takeOver(Pump newPump, long receivedFrames, long announcedFrames) throws FrameException {
    Pump old;
    synchronized (this) {
      if (closed) {
        return false;
      }
      inbox.resumedAfter(announcedFrames);
      outbox.resume(newPump, receivedFrames);
      inbox.acknowledge();
      old = pump;
      pump = newPump;
      heardNanos = scheduler.nanoTime();
      cancelHeartbeat();
      scheduleHeartbeat();
    }
    if (old != null) {
      old.close();
    }
    return true;
  }

  /** A frame arrived on this link. Called by one thread at a time. */
  void received(Pump from, byte[] bytes) {
    try {
      Frame frame = FrameCodec.frame(bytes);
      boolean counted = isCounted(frame);
      order.lock();
      try {
        if (!isTaken(from, counted, bytes)) {
          return;
        }
        dispatch(frame);
      } finally {
        order.unlock();
      }
      if (counted) {
        acknowledgeIfDue();
      }
    } catch (FrameException e) {
      breakOff(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private synchronized boolean isTaken(Pump from, boolean counted, byte[] bytes)
      throws FrameException {
    if (pump != from || closed) {
      return false;
    }
    heardNanos = scheduler.nanoTime();
    if (counted && inbox.isKnown()) {
      return false;
    }
    if (counted) {
      inbox.received(FrameReader.HEADER_BYTES + bytes.length);
    }
    return true;
  }

  private static boolean isCounted(Frame frame) {
    return switch (frame.getBodyCase()) {
      case ACK, PING, PONG -> false;
      default -> true;
    };
  }

  private void dispatch(Frame frame) throws FrameException {
    switch (frame.getBodyCase()) {
      case ACK -> {
        outbox.acknowledged(frame.getAck().getReceivedFrames());
        tellRoom();
      }
      case PING -> outbox.pong(frame.getPing().getNumber());
      case PONG -> {}
      case ERROR -> {
        close();
        handler.onBroken("The other side ended the session: " + frame.getError().getDetail());
      }
      default -> handler.onFrame(frame);
    }
  }

  private void tellRoom() {
    boolean room;
    synchronized (this) {
      room = full && outbox.unsentBytes() < roomBytes / 2;
      if (room) {
        full = false;
      }
    }
    if (room) {
      handler.onRoom();
    }
  }

  /** The writer has taken frames: there may be room. */
  void wrote() {
    tellRoom();
  }

  private void acknowledgeIfDue() {
    long now;
    synchronized (this) {
      if (!inbox.isAckDue()) {
        return;
      }
      now = inbox.acknowledge();
    }
    outbox.acknowledge(now);
  }

  private void scheduleHeartbeat() {
    heartbeat = scheduler.schedule(Duration.ofMillis(terms.ownHeartbeatMillis()), this::beat);
  }

  private void beat() {
    Pump current;
    boolean dead;
    synchronized (this) {
      current = pump;
      if (closed || current == null) {
        return;
      }
      long silentNanos = scheduler.nanoTime() - heardNanos;
      dead = silentNanos > MISSED_HEARTBEATS * terms.peerHeartbeatMillis() * 1_000_000L;
      if (!dead) {
        outbox.ping(++pings);
        if (inbox.hasUnacknowledged()) {
          outbox.acknowledge(inbox.acknowledge());
        }
        scheduleHeartbeat();
      }
    }
    if (dead) {
      linkLost(current, "Nothing was heard for " + MISSED_HEARTBEATS + " heartbeats");
    }
  }

  /** This link is gone; does nothing for one that was replaced. */
  void linkLost(Pump lost, String detail) {
    synchronized (this) {
      if (pump != lost || closed) {
        return;
      }
      pump = null;
      cancelHeartbeat();
    }
    lost.close();
    handler.onLinkLost(detail);
  }

  /** Tells the other side which rule it broke, as far as that is possible, and ends the session. */
  void breakOff(SessionError.Code code, String detail) {
    Pump current;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      current = pump;
      pump = null;
      cancelHeartbeat();
    }
    if (current != null) {
      SessionError.Builder error = SessionError.newBuilder().setCode(code).setDetail(detail);
      current.closeWith(FrameCodec.encode(Frame.newBuilder().setError(error).build()));
    }
    outbox.close();
    handler.onBroken("The other side broke the protocol: " + detail);
  }

  /** Ends the session on this side, with this as the last frame if there is a link. Idempotent. */
  void closeWith(Frame last) {
    Pump current = end();
    if (current != null) {
      current.closeWith(FrameCodec.encode(last));
    }
    outbox.close();
  }

  /** Ends the session on this side without a word. Idempotent. */
  void close() {
    Pump current = end();
    if (current != null) {
      current.close();
    }
    outbox.close();
  }

  private synchronized @Nullable Pump end() {
    closed = true;
    Pump current = pump;
    pump = null;
    cancelHeartbeat();
    return current;
  }

  /** Whether there is a link now. */
  synchronized boolean isLinked() {
    return pump != null;
  }

  private void cancelHeartbeat() {
    if (heartbeat != null) {
      heartbeat.cancel();
      heartbeat = null;
    }
  }
}
