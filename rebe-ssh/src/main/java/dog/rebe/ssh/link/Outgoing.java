package dog.rebe.ssh.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.apache.sshd.common.channel.IoWriteFutureImpl;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * Packets on their way into a socket. Whoever sends writes to the system at once, on his own
 * thread; what the system does not take waits until it takes more. Thread-safe; never blocks.
 */
final class Outgoing {

  /** How many packets, and how much of them, one system call takes; always one of any length. */
  private static final int MOST_AT_ONCE = 16;

  private static final int MOST_BYTES = 16 * 1024;

  /** Hears what the socket cannot do. */
  interface Keeper {
    /** The system takes nothing more for now; {@link Outgoing#goOn} when it does. */
    void full();

    /** Nothing can be written any more. Perhaps with a sender's locks held. */
    void failed(Exception reason);
  }

  private static final class Packet extends IoWriteFutureImpl {
    private final ByteBuffer bytes;

    Packet(Object id, Buffer buffer) {
      super(id, buffer);
      this.bytes = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
    }
  }

  private static final Packet[] NONE = {};

  private final WritableByteChannel socket;
  private final Keeper keeper;
  private final Deque<Packet> queue = new ArrayDeque<>(4);
  private int held;
  private boolean writing;
  private boolean full;
  private boolean over;

  Outgoing(WritableByteChannel socket, Keeper keeper) {
    this.socket = socket;
    this.keeper = keeper;
  }

  /** Sends a packet, which must not be changed before the future says that it has left. */
  IoWriteFuture add(Buffer buffer) {
    Packet packet = new Packet(this, buffer);
    boolean taken;
    boolean now;
    synchronized (this) {
      taken = !over;
      if (taken) {
        queue.add(packet);
      }
      now = taken && begins();
    }
    if (!taken) {
      packet.setValue(new ClosedChannelException());
    } else if (now) {
      write();
    }
    return packet;
  }

  /** What is added from now on waits for {@link #letGo}, to leave together. */
  synchronized void hold() {
    held++;
  }

  /** Sends what was held, once everybody who held has let go. */
  void letGo() {
    synchronized (this) {
      held--;
      if (!begins()) {
        return;
      }
    }
    write();
  }

  /** The system takes more. */
  void goOn() {
    synchronized (this) {
      full = false;
      if (!begins()) {
        return;
      }
    }
    write();
  }

  /** What has not left yet. */
  synchronized List<IoWriteFuture> waiting() {
    return List.copyOf(queue);
  }

  /** Takes nothing more; what waits fails for this reason. */
  void end(Exception reason) {
    List<Packet> rest;
    synchronized (this) {
      over = true;
      rest = List.copyOf(queue);
      queue.clear();
    }
    rest.forEach(packet -> packet.setValue(reason));
  }

  /** Whether the caller is to write now. With the lock held. */
  private boolean begins() {
    boolean begins = !writing && !full && !over && held == 0 && !queue.isEmpty();
    writing |= begins;
    return begins;
  }

  /** By one thread at a time. What listeners send meanwhile is written here, too. */
  private void write() {
    Packet[] next = next();
    while (next.length > 0) {
      try {
        send(next);
      } catch (IOException | RuntimeException e) {
        synchronized (this) {
          over = true;
          writing = false;
        }
        keeper.failed(e);
        return;
      }
      int left = 0;
      while (left < next.length && !next[left].bytes.hasRemaining()) {
        left++;
      }
      boolean all = left == next.length;
      synchronized (this) {
        for (int i = 0; i < left && !queue.isEmpty(); i++) {
          queue.remove();
        }
        full = !all && !over;
        writing = all;
      }
      for (int i = 0; i < left; i++) {
        next[i].setValue(true);
      }
      if (!all) {
        keeper.full();
        return;
      }
      next = next();
    }
  }

  /**
   * Several small packets are copied into one piece. The system could gather them itself, but the
   * code that has it do so takes longer to compile than anything else on the way of a connection.
   */
  private void send(Packet[] packets) throws IOException {
    if (packets.length == 1) {
      socket.write(packets[0].bytes);
      return;
    }
    int length = 0;
    for (Packet packet : packets) {
      length += packet.bytes.remaining();
    }
    ByteBuffer whole = ByteBuffer.allocate(length);
    for (Packet packet : packets) {
      whole.put(packet.bytes.duplicate());
    }
    int sent = socket.write(whole.flip());
    for (Packet packet : packets) {
      int ofThis = Math.min(sent, packet.bytes.remaining());
      packet.bytes.position(packet.bytes.position() + ofThis);
      sent -= ofThis;
    }
  }

  private synchronized Packet[] next() {
    if (held > 0 || over || queue.isEmpty()) {
      writing = false;
      return NONE;
    }
    Packet[] next = new Packet[Math.min(queue.size(), MOST_AT_ONCE)];
    int count = 0;
    int bytes = 0;
    for (Packet waiting : queue) {
      bytes += waiting.bytes.remaining();
      if (count == next.length || (count > 0 && bytes > MOST_BYTES)) {
        break;
      }
      next[count++] = waiting;
    }
    return count == next.length ? next : Arrays.copyOf(next, count);
  }
}
