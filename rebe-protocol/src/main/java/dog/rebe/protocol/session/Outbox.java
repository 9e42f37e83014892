package dog.rebe.protocol.session;

import dog.rebe.protocol.wire.Ack;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Ping;
import dog.rebe.protocol.wire.Pong;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What one side has to send: in order, within the window that the other side gave, kept until it is
 * acknowledged so that it can be sent again on another link. Thread-safe; one thread takes.
 */
final class Outbox {

  private record Sent(OutFrame frame, int sizeBytes) {}

  private final long windowBytes;
  private final Deque<OutFrame> unsent = new ArrayDeque<>();
  private final Deque<Sent> unacknowledged = new ArrayDeque<>();
  private final Deque<OutFrame> replay = new ArrayDeque<>();
  private long unsentBytes;
  private long unacknowledgedBytes;
  private long sentFrames;
  private long acknowledgedFrames;
  private @Nullable Long ackDue;
  private @Nullable Long pingDue;
  private @Nullable Long pongDue;
  private @Nullable Object taker;
  private boolean taking;
  private @Nullable OutFrame copying;
  private @Nullable Object copyingFor;
  private boolean copyingIsOver;
  private boolean closed;

  Outbox(long windowBytes) {
    this.windowBytes = windowBytes;
  }

  /** Queues a counted frame; one that comes after {@link #close} is forgotten. */
  void add(OutFrame frame) {
    boolean late;
    synchronized (this) {
      late = closed;
      if (!late) {
        unsent.add(frame);
        unsentBytes += frame.sizeBytes();
        notifyAll();
      }
    }
    if (late) {
      frame.forget();
    }
  }

  synchronized void acknowledge(long receivedFrames) {
    ackDue = receivedFrames;
    notifyAll();
  }

  synchronized void ping(long number) {
    pingDue = number;
    notifyAll();
  }

  synchronized void pong(long number) {
    pongDue = number;
    notifyAll();
  }

  /** How many bytes wait that were never sent. */
  synchronized long unsentBytes() {
    return unsentBytes;
  }

  /** How many bytes were sent and are not acknowledged. */
  synchronized long unacknowledgedBytes() {
    return unacknowledgedBytes;
  }

  /** Whether everything was sent and acknowledged. */
  synchronized boolean isEmpty() {
    return unsent.isEmpty() && unacknowledged.isEmpty() && replay.isEmpty();
  }

  /** Waits until {@link #next} may have something for this link, or there is no reason to wait. */
  synchronized void await(Object link) throws InterruptedException {
    while (!closed && taker == link && !hasNext()) {
      wait();
    }
  }

  /** Whether this link is the one that frames are written to. */
  synchronized boolean isFor(Object link) {
    return taker == link && !closed;
  }

  private boolean hasNext() {
    return taking ? false : isAnyDue();
  }

  private boolean isAnyDue() {
    return ackDue != null
        || pongDue != null
        || pingDue != null
        || !replay.isEmpty()
        || mayTake(unsent.peek());
  }

  private boolean mayTake(@Nullable OutFrame frame) {
    return frame != null && unacknowledgedBytes + frame.sizeBytes() <= windowBytes;
  }

  /**
   * The bytes to write next to this link, or null if there are none now. They stay what they are
   * until {@link #copied}. Calls {@link OutFrame#claim}.
   */
  byte @Nullable [] next(Object link) {
    while (true) {
      OutFrame frame;
      boolean again;
      synchronized (this) {
        if (taker != link || taking) {
          return null;
        }
        Frame urgent = urgent();
        if (urgent != null) {
          return FrameCodec.encode(urgent);
        }
        frame = replay.poll();
        again = frame != null;
        if (frame == null) {
          if (!mayTake(unsent.peek())) {
            return null;
          }
          frame = unsent.remove();
          unsentBytes -= frame.sizeBytes();
        }
        taking = true;
      }
      byte[] bytes = again || frame.claim() ? frame.bytes() : null;
      if (isTaken(link, frame, again, bytes)) {
        return bytes;
      }
    }
  }

  /** If another link took over meanwhile, it has not seen this frame: it is next there. */
  private boolean isTaken(Object link, OutFrame frame, boolean again, byte @Nullable [] bytes) {
    boolean goes = false;
    synchronized (this) {
      taking = false;
      if (bytes != null && !closed) {
        goes = true;
        copies(link, frame);
        if (!again) {
          sentFrames++;
          unacknowledged.add(new Sent(frame, bytes.length));
          unacknowledgedBytes += bytes.length;
          if (taker != link) {
            replay.add(frame);
          }
        }
      }
      notifyAll();
    }
    if (!goes && !again) {
      frame.forget();
    }
    return goes;
  }

  /** With the lock held. A link that was taken over from is closed, whatever it still copies. */
  private void copies(Object link, OutFrame frame) {
    if (copying != null && copyingIsOver) {
      copying.forget();
    }
    copying = frame;
    copyingFor = link;
    copyingIsOver = false;
  }

  /** The writer needs the bytes that {@link #next} gave it no more. */
  synchronized void copied(Object link) {
    if (copyingFor == link && copying != null) {
      if (copyingIsOver) {
        copying.forget();
      }
      copying = null;
      copyingFor = null;
    }
  }

  /** With the lock held. What a writer has in its hands may not become zeros there. */
  private void forget(OutFrame frame) {
    if (frame == copying) {
      copyingIsOver = true;
    } else {
      frame.forget();
    }
  }

  private @Nullable Frame urgent() {
    Frame.Builder frame = Frame.newBuilder();
    if (ackDue != null) {
      frame.setAck(Ack.newBuilder().setReceivedFrames(ackDue));
      ackDue = null;
    } else if (pongDue != null) {
      frame.setPong(Pong.newBuilder().setNumber(pongDue));
      pongDue = null;
    } else if (pingDue != null) {
      frame.setPing(Ping.newBuilder().setNumber(pingDue));
      pingDue = null;
    } else {
      return null;
    }
    return frame.build();
  }

  /**
   * The other side says that it has received so many counted frames.
   *
   * @throws FrameException if it cannot have
   */
  synchronized void acknowledged(long receivedFrames) throws FrameException {
    if (receivedFrames < acknowledgedFrames || receivedFrames > sentFrames) {
      throw FrameException.credit(
          "Frames 1 to "
              + Long.toUnsignedString(receivedFrames)
              + " are acknowledged; of 1 to "
              + sentFrames
              + " were sent 1 to "
              + acknowledgedFrames
              + " acknowledged before");
    }
    while (acknowledgedFrames < receivedFrames) {
      Sent arrived = unacknowledged.remove();
      unacknowledgedBytes -= arrived.sizeBytes();
      acknowledgedFrames++;
      forget(arrived.frame());
    }
    notifyAll();
  }

  /** On a new link what the other side has not received is sent again, before anything else. */
  synchronized void resume(Object link, long receivedFrames) throws FrameException {
    acknowledged(receivedFrames);
    taker = link;
    replay.clear();
    for (Sent sent : unacknowledged) {
      replay.add(sent.frame());
    }
    ackDue = null;
    pingDue = null;
    pongDue = null;
    notifyAll();
  }

  /** Nothing more is sent. */
  synchronized void close() {
    closed = true;
    unsent.forEach(this::forget);
    unacknowledged.forEach(sent -> forget(sent.frame()));
    unsent.clear();
    unacknowledged.clear();
    replay.clear();
    unsentBytes = 0;
    unacknowledgedBytes = 0;
    notifyAll();
  }
}
