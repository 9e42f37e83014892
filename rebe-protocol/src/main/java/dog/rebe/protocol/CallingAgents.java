package dog.rebe.protocol;

import dog.rebe.execution.Scheduler;
import dog.rebe.execution.SystemScheduler;
import dog.rebe.protocol.carrier.Connector;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.carrier.LinkServer;
import dog.rebe.protocol.session.CallerName;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Agents in closed networks, which call the coordinator: where they call, and the links that they
 * made and nobody has taken yet. A link says whose it is, and that is a claim only: the transport
 * that takes it believes nobody but the agent's enrolled key. Thread-safe.
 *
 * <pre>{@code
 * CallingAgents calling = CallingAgents.on(Tls.listen(...));
 * AgentTransport agents =
 *     AgentTransport.builder()
 *         .identity(Identity.of("coordinator", key).believing(enrolled))
 *         .callingAgent("harbour", calling)
 *         .build();
 * }</pre>
 */
public final class CallingAgents implements AutoCloseable {

  private static final Duration NAME_TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST_UNNAMED = 64;

  /** More for one name drop the oldest: who only claims it can hold nobody up for long. */
  private static final int MOST_WAITING = 4;

  private final LinkServer server;
  private final SystemScheduler scheduler = SystemScheduler.create();
  private final ThreadPoolExecutor workers = Workers.atMost(MOST_UNNAMED, "rebe-calling-agent");
  private final Map<String, Expected> expected = new HashMap<>();
  private boolean closed;

  private static final class Expected {
    private final Deque<Link> waiting = new ArrayDeque<>();
    private final Runnable called;

    Expected(Runnable called) {
      this.called = called;
    }
  }

  private CallingAgents(LinkServer server) {
    this.server = server;
  }

  /** Agents that call this server. Closing this closes it. */
  public static CallingAgents on(LinkServer server) {
    CallingAgents calling = new CallingAgents(server);
    Thread thread = new Thread(calling::accept, "rebe-calling-agents-" + server.address());
    thread.setDaemon(true);
    thread.start();
    return calling;
  }

  /**
   * Links of the agent of this name.
   *
   * @param called runs whenever it has called, and must not block
   */
  Connector expect(String agent, Runnable called) {
    synchronized (this) {
      if (expected.putIfAbsent(agent, new Expected(called)) != null) {
        throw new IllegalArgumentException("The agent " + agent + " is waited for already");
      }
    }
    return timeout -> take(agent, timeout);
  }

  private void accept() {
    try {
      while (true) {
        LinkServer.Incoming incoming = server.accept();
        try {
          workers.execute(() -> hear(incoming));
        } catch (RejectedExecutionException e) {
          incoming.close();
        }
      }
    } catch (IOException e) {
      server.close();
    }
  }

  private void hear(LinkServer.Incoming incoming) {
    Scheduler.Cancellation timer = scheduler.schedule(NAME_TIMEOUT, incoming::close);
    try {
      Link link = incoming.open();
      offer(CallerName.read(link), link);
    } catch (IOException | RuntimeException e) {
      incoming.close();
    } finally {
      timer.cancel();
    }
  }

  private void offer(String agent, Link link) {
    Link dropped = null;
    Expected who;
    synchronized (this) {
      who = closed ? null : expected.get(agent);
      if (who == null) {
        dropped = link;
      } else {
        who.waiting.add(link);
        if (who.waiting.size() > MOST_WAITING) {
          dropped = who.waiting.remove();
        }
        notifyAll();
      }
    }
    if (dropped != null) {
      dropped.close();
    }
    if (who != null) {
      who.called.run();
    }
  }

  private Link take(String agent, Duration timeout) throws IOException {
    long endNanos = System.nanoTime() + timeout.toNanos();
    synchronized (this) {
      while (!closed) {
        Expected who = expected.get(agent);
        Link link = who == null ? null : who.waiting.poll();
        if (link != null) {
          return link;
        }
        long leftNanos = endNanos - System.nanoTime();
        if (leftNanos <= 0) {
          throw new SocketTimeoutException("The agent " + agent + " has not called");
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("Interrupted while waiting for the call of an agent", e);
        }
      }
    }
    throw new IOException("Nobody waits for calls of agents any more");
  }

  /** Takes no calls any more, and hangs up on those that wait. Sessions go on. Idempotent. */
  @Override
  public void close() {
    Deque<Link> left = new ArrayDeque<>();
    synchronized (this) {
      closed = true;
      expected.values().forEach(who -> left.addAll(who.waiting));
      expected.clear();
      notifyAll();
    }
    server.close();
    left.forEach(Link::close);
    workers.shutdownNow();
    scheduler.close();
  }
}
