package dog.rebe.ssh.link;

import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.sshd.client.session.AbstractClientSession;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection of a dial: to one address after the other, each with an equal share of the
 * time that is left. One attempt is wanted at a time, and the first that is made is the last. Its
 * end follows that of its dial, and may come a little later: what it asks for or hears in between,
 * the dial turns down. Thread-safe; its lock is never held together with its dial's.
 */
final class TcpDial {

  /** Begins to connect. */
  interface Way {

    /**
     * The dial hears what becomes of it, perhaps before this returns.
     *
     * @param attempt the number by which it tells
     * @return calls it off when closed
     * @throws IOException if it could not even begin
     */
    Channel connect(InetSocketAddress address, TcpDial tcpDial, int attempt) throws IOException;
  }

  private final Scheduler scheduler;
  private final Way way;
  private final Dial dial;
  private final Deque<InetSocketAddress> addresses = new ArrayDeque<>();
  private long connectBy;
  private int attempt;
  private boolean made;
  private boolean over;
  private @Nullable Channel socket;

  TcpDial(Scheduler scheduler, Way way, Dial dial) {
    this.scheduler = scheduler;
    this.way = way;
    this.dial = dial;
  }

  /** Whose connection it is. */
  Dial dial() {
    return dial;
  }

  /** Begins to connect to one of these. */
  void begin(List<InetSocketAddress> found) {
    synchronized (this) {
      addresses.addAll(found);
    }
    Target target = dial.target();
    connectBy = scheduler.nanoTime() + target.timing().connectTimeout().toNanos();
    next(new Fault(FailureKind.HOST_NOT_FOUND, target.host() + " has no address that may be used"));
  }

  private void next(Fault last) {
    InetSocketAddress address;
    int left;
    int number;
    synchronized (this) {
      if (made || over) {
        return;
      }
      left = addresses.size();
      address = addresses.poll();
      number = ++attempt;
    }
    if (address == null) {
      dial.fail(last);
      return;
    }
    long share = Math.max(0, (connectBy - scheduler.nanoTime()) / left);
    dial.arm(Duration.ofNanos(share), () -> timedOut(address, number));
    try {
      Channel opened = way.connect(address, this, number);
      synchronized (this) {
        if (made && attempt == number) {
          // It was made in the meantime, and belongs to its session.
          return;
        }
        if (!over && attempt == number) {
          socket = opened;
          return;
        }
      }
      opened.close();
    } catch (IOException | RuntimeException e) {
      failed(address, number, e);
    }
  }

  private void timedOut(InetSocketAddress address, int number) {
    Channel pending;
    synchronized (this) {
      if (!isWanted(number)) {
        return;
      }
      // From now on its connection comes too late, even if it is made at this very moment.
      attempt++;
      pending = socket;
      socket = null;
    }
    Closing.quietly(pending);
    next(
        new Fault(
            FailureKind.CONNECT_TIMEOUT,
            address + " did not answer within " + dial.target().timing().connectTimeout()));
  }

  /** No TCP connection to this address; or SSH could not be started on it. */
  void failed(InetSocketAddress address, int number, Throwable reason) {
    synchronized (this) {
      if (!isWanted(number)) {
        return;
      }
      // Its time may end at this very moment: only one of the two goes on to the next address.
      attempt++;
      socket = null;
    }
    next(DialFaults.ofTcp(address, reason));
  }

  /**
   * SSH was started on a connection.
   *
   * @param number of the attempt that made it
   * @return false if it is not wanted any more, because the time of its attempt is over
   */
  boolean started(AbstractClientSession session, int number) {
    synchronized (this) {
      if (!isWanted(number)) {
        return false;
      }
      made = true;
      socket = null;
    }
    return dial.started(session);
  }

  /** With the lock held. */
  private boolean isWanted(int number) {
    return !made && !over && attempt == number;
  }

  /** No connection is wanted any more. */
  void stop() {
    Channel pending;
    synchronized (this) {
      over = true;
      pending = socket;
    }
    Closing.quietly(pending);
  }
}
