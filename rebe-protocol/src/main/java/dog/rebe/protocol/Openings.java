package dog.rebe.protocol;

import dog.rebe.execution.Scheduler;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.carrier.LinkServer;
import dog.rebe.protocol.session.AgentSessions;
import dog.rebe.protocol.session.Opened;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Connections whose opening is not over. Each has a timer, and there are only so many: one more
 * drops the oldest, so that whoever opens quickly is served though others only pretend to.
 * Thread-safe.
 */
final class Openings {

  private final AgentSessions sessions;
  private final Scheduler scheduler;
  private final Duration timeout;
  private final int most;
  private final Deque<Opening> open = new ArrayDeque<>();
  private boolean closed;
  private int threads;

  Openings(AgentSessions sessions, Scheduler scheduler, Duration timeout, int most) {
    this.sessions = sessions;
    this.scheduler = scheduler;
    this.timeout = timeout;
    this.most = most;
  }

  /** By identity: two connections may close in the same way. */
  private static final class Opening {
    private final Runnable closing;

    Opening(Runnable closing) {
      this.closing = closing;
    }

    Runnable closing() {
      return closing;
    }
  }

  /** Serves this connection on a thread of its own. Does not block. */
  void begin(LinkServer.Incoming incoming) {
    Opening opening = new Opening(incoming::close);
    if (!enter(opening)) {
      incoming.close();
      return;
    }
    int number;
    synchronized (this) {
      number = ++threads;
    }
    Thread thread = new Thread(() -> run(incoming, opening), "rebe-agent-session-" + number);
    thread.setDaemon(true);
    thread.start();
  }

  private void run(LinkServer.Incoming incoming, Opening opening) {
    try {
      serve(incoming::open, opening, incoming::close);
    } catch (IOException | RuntimeException e) {
      incoming.close();
    }
  }

  /** Serves this link on the calling thread. */
  void serve(Link link) throws IOException {
    Opening opening = new Opening(link::close);
    if (!enter(opening)) {
      link.close();
      throw new IOException("The agent is closed");
    }
    serve(() -> link, opening, link::close);
  }

  private interface LinkSource {
    Link open() throws IOException;
  }

  private void serve(LinkSource source, Opening opening, Runnable closing) throws IOException {
    Scheduler.Cancellation timer = scheduler.schedule(timeout, closing);
    Opened opened;
    try {
      opened = sessions.open(source.open());
    } catch (IOException | RuntimeException e) {
      closing.run();
      throw e;
    } finally {
      timer.cancel();
      leave(opening);
    }
    sessions.serve(opened);
  }

  private boolean enter(Opening opening) {
    Opening oldest = null;
    synchronized (this) {
      if (closed) {
        return false;
      }
      open.add(opening);
      if (open.size() > most) {
        oldest = open.remove();
      }
    }
    if (oldest != null) {
      oldest.closing().run();
    }
    return true;
  }

  private synchronized void leave(Opening opening) {
    open.remove(opening);
  }

  void close() {
    List<Opening> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(open);
      open.clear();
    }
    all.forEach(opening -> opening.closing().run());
  }
}
