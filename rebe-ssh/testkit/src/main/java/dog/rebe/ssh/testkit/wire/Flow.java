package dog.rebe.ssh.testkit.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection through the proxy. Lives on the loop's thread, but for its count.
 */
final class Flow {

  private static final int CHUNK = 16 * 1024;
  private static final int MAX_QUEUED = 256 * 1024;

  private final ProxiedConnection connection;
  private final SocketLoop loop;
  private final ProxiedConnection.Side source;
  private final ProxiedConnection.Side sink;
  private final Deque<Chunk> queue = new ArrayDeque<>();
  private final Deque<WireFault.AtByte> ahead;
  private final long delayNanos;
  private final WireFault.@Nullable Trickle trickle;
  private volatile long passedBytes;
  private int queued;
  private boolean held;
  private boolean stalled;
  private boolean waitsForTime;
  private boolean sinkFull;
  private boolean sourceEnded;
  private boolean over;

  Flow(
      ProxiedConnection connection,
      SocketLoop loop,
      ProxiedConnection.Side source,
      ProxiedConnection.Side sink,
      List<WireFault> faults) {
    this.connection = connection;
    this.loop = loop;
    this.source = source;
    this.sink = sink;
    List<WireFault.AtByte> atByte = new ArrayList<>();
    Duration delay = Duration.ZERO;
    WireFault.Trickle slow = null;
    for (WireFault fault : faults) {
      if (fault instanceof WireFault.AtByte there) {
        atByte.add(there);
      } else if (fault instanceof WireFault.Delay later) {
        delay = delay.plus(later.latency());
      } else if (fault instanceof WireFault.Trickle trickled) {
        slow = trickled;
      }
    }
    atByte.sort(Comparator.comparingLong(WireFault.AtByte::atByte));
    ahead = new ArrayDeque<>(atByte);
    delayNanos = delay.toNanos();
    trickle = slow;
  }

  long passedBytes() {
    return passedBytes;
  }

  boolean isOver() {
    return over;
  }

  boolean wantsToRead() {
    return !held && !sourceEnded && queued < MAX_QUEUED;
  }

  boolean wantsToWrite() {
    return sinkFull && !held;
  }

  /** Strikes with what is ordered for byte 0. */
  void begin() {
    strike();
  }

  void read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    int count = source.socket().read(bytes);
    if (count < 0) {
      sourceEnded = true;
    } else {
      queued += count;
      queue.add(new Chunk(bytes.flip(), System.nanoTime() + delayNanos));
    }
    pump();
  }

  /** Passes on what may be passed on now. */
  void pump() throws IOException {
    sinkFull = false;
    while (!held
        && !waitsForTime
        && !queue.isEmpty()
        && sink.isConnected()
        && connection.isOpen()) {
      Chunk chunk = queue.getFirst();
      long early = chunk.due - System.nanoTime();
      if (early > 0) {
        waitFor(Duration.ofNanos(early));
        return;
      }
      if (!write(chunk.bytes)) {
        return;
      }
      if (!chunk.bytes.hasRemaining()) {
        queue.removeFirst();
      }
    }
    boolean passedOn = sourceEnded && queue.isEmpty() && !held && sink.isConnected();
    if (passedOn && !over && connection.isOpen()) {
      over = true;
      sink.socket().shutdownOutput();
    }
  }

  /** False if nothing more can be written for the time being. */
  private boolean write(ByteBuffer bytes) throws IOException {
    int most = bytes.remaining();
    WireFault.AtByte next = ahead.peekFirst();
    if (next != null) {
      most = (int) Math.min(most, next.atByte() - passedBytes);
    }
    if (trickle != null) {
      most = Math.min(most, trickle.bytes());
    }
    int written = sink.socket().write(bytes.slice(bytes.position(), most));
    bytes.position(bytes.position() + written);
    queued -= written;
    add(written);
    strike();
    if (trickle != null && written > 0) {
      waitFor(trickle.interval());
      return false;
    }
    sinkFull = written < most;
    return !sinkFull;
  }

  /** The loop's thread is the only one that writes the count. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void add(int written) {
    passedBytes += written;
  }

  private void strike() {
    WireFault.AtByte next = ahead.peekFirst();
    while (next != null && next.atByte() == passedBytes && !held && connection.isOpen()) {
      ahead.removeFirst();
      if (next instanceof WireFault.Cut) {
        connection.cut();
      } else if (next instanceof WireFault.Reset) {
        connection.end(true);
      } else {
        held = true;
        if (next instanceof WireFault.Pause pause) {
          loop.schedule(pause.length(), this::release);
        }
      }
      next = ahead.peekFirst();
    }
  }

  /** Lets nothing more through, for ever. */
  void stall() {
    stalled = true;
    held = true;
  }

  private void release() {
    held = stalled;
    strike();
    pumpLater();
  }

  private void waitFor(Duration time) {
    waitsForTime = true;
    loop.schedule(
        time,
        () -> {
          waitsForTime = false;
          pumpLater();
        });
  }

  private void pumpLater() {
    if (!connection.isOpen()) {
      return;
    }
    try {
      pump();
      connection.update();
    } catch (IOException gone) {
      connection.end(false);
    }
  }

  private record Chunk(ByteBuffer bytes, long due) {}
}
