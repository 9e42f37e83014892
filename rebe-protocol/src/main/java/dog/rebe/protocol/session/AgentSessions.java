package dog.rebe.protocol.session;

import dog.rebe.execution.Scheduler;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.NegotiationException;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The sessions of one agent: new ones, those that go on over another link, and their end. */
public final class AgentSessions {

  private final AgentSide agent;
  private final SessionOptions options;
  private final int maxSessions;
  private final Acceptor acceptor;
  private final Map<SessionName, AgentSession> sessions = new HashMap<>();
  private final Map<SessionName, Scheduler.Cancellation> expiries = new HashMap<>();
  private boolean draining;
  private int threads;

  /**
   * Of this agent.
   *
   * @param random thread-safe
   */
  public AgentSessions(
      AgentSide agent,
      SessionOptions options,
      Identity identity,
      RandomGenerator random,
      int maxSessions) {
    this.agent = agent;
    this.options = options;
    this.maxSessions = maxSessions;
    this.acceptor = new Acceptor(options, identity, random, new Lookup());
  }

  private final class Lookup implements Acceptor.Sessions {

    @Override
    public void admit() throws NegotiationException {
      synchronized (AgentSessions.this) {
        if (draining) {
          throw new NegotiationException(
              NegotiationException.Reason.DRAINING, "The agent takes no new sessions");
        }
        if (sessions.size() >= maxSessions) {
          throw new NegotiationException(
              NegotiationException.Reason.TOO_MANY_SESSIONS,
              "The agent serves " + maxSessions + " sessions at the same time");
        }
      }
    }

    @Override
    public OptionalLong received(SessionName name) {
      AgentSession session = find(name);
      if (session == null || session.isOver()) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(session.channel().receivedFrames());
    }
  }

  private synchronized @Nullable AgentSession find(SessionName name) {
    return sessions.get(name);
  }

  /**
   * Agrees with the other side of this link. Blocks until that is done; whoever calls closes the
   * link when time is up.
   */
  public Opened open(Link link) throws IOException {
    return acceptor.accept(link);
  }

  /** Serves this link on the calling thread until its end. */
  public void serve(Opened opened) {
    AgentSession session = opened.resumedFrames().isPresent() ? resumed(opened) : fresh(opened);
    if (session == null) {
      opened.link().close();
      return;
    }
    FrameChannel channel = session.channel();
    LinkPump pump = new LinkPump(opened.link(), opened.reader(), channel, agent.scheduler());
    try {
      if (attach(channel, pump, opened)) {
        session.sendStatus();
        pump.startWriting(threadName(), opened.firstBytes().toByteArray());
        pump.readUntilEnd();
        return;
      }
    } catch (FrameException e) {
      session.finish("The caller resumed with frames that were not sent");
    }
    opened.link().close();
  }

  private static boolean attach(FrameChannel channel, LinkPump pump, Opened opened)
      throws FrameException {
    return opened.announcedFrames().isPresent()
        ? channel.takeOver(
            pump, opened.resumedFrames().orElseThrow(), opened.announcedFrames().getAsLong())
        : channel.attach(pump, 0);
  }

  private synchronized String threadName() {
    threads++;
    return "rebe-agent-session-" + threads + "-out";
  }

  private AgentSession fresh(Opened opened) {
    AgentSession session =
        new AgentSession(agent, opened, options.maxCalls(), this::over, this::lost);
    synchronized (this) {
      sessions.put(session.name(), session);
    }
    return session;
  }

  private @Nullable AgentSession resumed(Opened opened) {
    AgentSession session;
    synchronized (this) {
      session = sessions.get(opened.session());
      if (session != null
          && (!session.terms().peer().equals(opened.terms().peer())
              || !session.terms().agreement().equals(opened.terms().agreement()))) {
        session = null;
      }
      if (session != null) {
        Scheduler.Cancellation expiry = expiries.remove(opened.session());
        if (expiry != null) {
          expiry.cancel();
        }
      }
    }
    return session;
  }

  private void lost(AgentSession session) {
    Duration window = options.resumeWindow();
    boolean mayResume =
        session.terms().agreement().has(Feature.RESUME) && !window.isZero() && !session.isOver();
    if (!mayResume) {
      session.finish("The link was lost");
      return;
    }
    Scheduler.Cancellation expiry = agent.scheduler().schedule(window, () -> expire(session));
    synchronized (this) {
      Scheduler.Cancellation before = expiries.put(session.name(), expiry);
      if (before != null) {
        before.cancel();
      }
    }
  }

  private void expire(AgentSession session) {
    synchronized (this) {
      expiries.remove(session.name());
    }
    if (session.channel().isLinked()) {
      return;
    }
    session.finish("The caller did not come back in time");
  }

  private void over(AgentSession session) {
    synchronized (this) {
      sessions.remove(session.name());
      Scheduler.Cancellation expiry = expiries.remove(session.name());
      if (expiry != null) {
        expiry.cancel();
      }
      notifyAll();
    }
  }

  /** Tells all callers what the agent says of itself now. */
  public void tellStatus() {
    List<AgentSession> all;
    synchronized (this) {
      all = new ArrayList<>(sessions.values());
    }
    all.forEach(AgentSession::sendStatus);
  }

  /** How many sessions there are, with those that wait to be resumed. */
  public synchronized int count() {
    return sessions.size();
  }

  /** Takes no new sessions and no new calls. */
  public void drain(String reason) {
    each(session -> session.drain(reason));
  }

  /**
   * Ends all sessions and what runs in them. Callers hear of the ends of their calls if they read
   * on; one who does not is not waited for longer than this.
   */
  public void close(Duration most) throws InterruptedException {
    try {
      each(session -> session.shutDown("The agent was closed"));
      awaitNone(most);
    } finally {
      each(session -> session.finish("The agent was closed"));
    }
  }

  private void each(Consumer<AgentSession> action) {
    List<AgentSession> all;
    synchronized (this) {
      draining = true;
      all = new ArrayList<>(sessions.values());
    }
    all.forEach(action);
  }

  /** Waits until no session is left. */
  public synchronized boolean awaitNone(Duration most) throws InterruptedException {
    long endNanos = System.nanoTime() + most.toNanos();
    long leftNanos;
    while (!sessions.isEmpty() && (leftNanos = endNanos - System.nanoTime()) > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
    }
    return sessions.isEmpty();
  }
}
