package dog.rebe.protocol.session;

import dog.rebe.execution.Scheduler;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.identity.PeerIdentity;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.NegotiationException;
import dog.rebe.protocol.wire.Resume;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Links to one agent, one after another: the thread that connects reads the link until its end.
 * Thread-safe.
 */
final class CallerLinks {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final CallerOptions options;
  private final CallerSession.Links way;
  private final Events events;
  private final Initiator initiator;

  private @Nullable FrameChannel channel;
  private @Nullable SessionName session;
  private @Nullable Link opening;
  private @Nullable ConnectFailure lastFailure;
  private boolean connecting;
  private boolean closed;
  private boolean rested;
  private int threads;

  /** What the owner hears. No method is called while a lock is held. */
  interface Events {
    FrameHandler handler();

    /** Whether there is anything for which a lost session should be resumed. */
    boolean isNeeded();

    void opened(FrameChannel channel);

    void resumed();

    /** There is no session, and there was none. */
    void failed(ConnectFailure why);

    /** The session is over, and nothing of it can go on. */
    void over(String detail);
  }

  CallerLinks(CallerOptions options, CallerSession.Links way, Events events) {
    this.options = options;
    this.way = way;
    this.events = events;
    this.initiator = new Initiator(options.session(), options.identity(), options.random());
  }

  /** Opens a session unless one is open or being opened. Does not block. */
  void connect() {
    synchronized (this) {
      if (connecting || channel != null || closed) {
        return;
      }
      connecting = true;
      lastFailure = null;
    }
    inThread(this::connectAnew);
  }

  /** Waits while a session is being opened; null if there is one then. */
  synchronized @Nullable ConnectFailure await(Duration most) throws InterruptedException {
    long endNanos = System.nanoTime() + most.toNanos();
    long leftNanos;
    while (connecting && (leftNanos = endNanos - System.nanoTime()) > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
    }
    if (channel != null) {
      return null;
    }
    ConnectFailure failure = lastFailure;
    return failure != null
        ? failure
        : new ConnectFailure(
            dog.rebe.outcome.FailureKind.CONNECT_TIMEOUT, "There is no session in time");
  }

  /** Whether there is a session, be it without a link. */
  synchronized boolean hasSession() {
    return channel != null;
  }

  private void inThread(Runnable task) {
    int number;
    synchronized (this) {
      number = ++threads;
    }
    Thread thread = new Thread(task, "rebe-agent-" + way.name() + "-" + number);
    thread.setDaemon(true);
    thread.start();
  }

  private void connectAnew() {
    Opened opened;
    try {
      opened = open(null);
    } catch (ConnectFailed e) {
      synchronized (this) {
        connecting = false;
        lastFailure = e.failure;
        notifyAll();
      }
      events.failed(e.failure);
      return;
    }
    begin(opened);
  }

  private void begin(Opened opened) {
    FrameChannel fresh = new FrameChannel(opened.terms(), options.scheduler(), events.handler());
    synchronized (this) {
      connecting = false;
      if (!closed) {
        channel = fresh;
        session = opened.session();
      }
      notifyAll();
    }
    if (isCurrent(fresh)) {
      LinkPump pump = pump(opened, fresh);
      attach(fresh, pump, 0);
      events.opened(fresh);
      run(pump, opened);
    } else {
      opened.link().close();
    }
  }

  private synchronized boolean isCurrent(FrameChannel candidate) {
    return channel == candidate;
  }

  private LinkPump pump(Opened opened, FrameChannel on) {
    return new LinkPump(opened.link(), opened.reader(), on, options.scheduler());
  }

  private void run(LinkPump pump, Opened opened) {
    pump.startWriting(Thread.currentThread().getName() + "-out", opened.firstBytes().toByteArray());
    pump.readUntilEnd();
  }

  private static boolean attach(FrameChannel on, LinkPump pump, long receivedFrames) {
    try {
      return on.attach(pump, receivedFrames);
    } catch (FrameException e) {
      return false;
    }
  }

  /** The link is gone; the session may go on. */
  void lost(String detail) {
    FrameChannel current;
    boolean resume;
    synchronized (this) {
      current = channel;
      resume =
          current != null
              && !closed
              && current.terms().agreement().has(Feature.RESUME)
              && !options.session().resumeWindow().isZero();
    }
    if (current == null) {
      return;
    }
    if (resume && events.isNeeded()) {
      inThread(() -> resume(current, detail));
    } else {
      giveUp(current, detail);
    }
  }

  private void resume(FrameChannel current, String detail) {
    Scheduler scheduler = options.scheduler();
    long endNanos = scheduler.nanoTime() + options.session().resumeWindow().toNanos();
    Duration pause = FIRST_PAUSE;
    while (isCurrent(current) && events.isNeeded()) {
      try {
        if (resumeOnce(current)) {
          return;
        }
        break;
      } catch (ConnectFailed e) {
        if (!e.failure.kind().isTransient() || scheduler.nanoTime() - endNanos > 0) {
          break;
        }
      }
      rest(pause);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
    giveUp(current, detail);
  }

  /** Whether the session went on; false if the agent knows it no more. */
  private boolean resumeOnce(FrameChannel current) throws ConnectFailed {
    SessionName name = session;
    if (name == null) {
      return false;
    }
    Resume wish =
        Resume.newBuilder().setSession(name.bytes()).setReceivedFrames(current.detach()).build();
    Opened opened = open(wish);
    boolean same = opened.terms().agreement().equals(current.terms().agreement());
    if (opened.resumedFrames().isPresent() && same) {
      LinkPump pump = pump(opened, current);
      if (attach(current, pump, opened.resumedFrames().getAsLong())) {
        events.resumed();
        run(pump, opened);
        return true;
      }
    } else if (opened.resumedFrames().isEmpty()) {
      giveUp(current, "The agent does not know the session any more");
      synchronized (this) {
        if (closed || channel != null || connecting) {
          opened.link().close();
          return true;
        }
        connecting = true;
      }
      begin(opened);
      return true;
    }
    opened.link().close();
    return false;
  }

  private void rest(Duration pause) {
    Scheduler.Cancellation timer = options.scheduler().schedule(pause, this::rested);
    synchronized (this) {
      try {
        while (!closed && !rested) {
          wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      rested = false;
    }
    timer.cancel();
  }

  private synchronized void rested() {
    rested = true;
    notifyAll();
  }

  private void giveUp(FrameChannel current, String detail) {
    synchronized (this) {
      if (channel != current) {
        return;
      }
      channel = null;
      session = null;
    }
    current.close();
    events.over(detail);
  }

  /** The session broke: there is nothing to resume. */
  synchronized void broken() {
    channel = null;
    session = null;
  }

  /** The session was left by ourselves. */
  synchronized void left(FrameChannel finished) {
    if (channel == finished) {
      channel = null;
      session = null;
    }
  }

  private static final class ConnectFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient ConnectFailure failure;

    ConnectFailed(ConnectFailure failure) {
      super(failure.detail());
      this.failure = failure;
    }
  }

  private Opened open(@Nullable Resume resume) throws ConnectFailed {
    Duration timeout = options.session().openingTimeout();
    Scheduler scheduler = options.scheduler();
    long endNanos = scheduler.nanoTime() + timeout.toNanos();
    Link link = null;
    Scheduler.Cancellation timer = null;
    try {
      link = way.connector().connect(timeout);
      watch(link);
      Link opened = link;
      timer =
          scheduler.schedule(
              Duration.ofNanos(Math.max(0, endNanos - scheduler.nanoTime())), opened::close);
      return requireMeant(initiator.open(link, resume));
    } catch (IOException | RuntimeException e) {
      if (link != null) {
        link.close();
      }
      IOException failure = e instanceof IOException io ? io : new IOException(e.toString(), e);
      throw new ConnectFailed(ConnectFailure.of(failure, scheduler.nanoTime() - endNanos >= 0));
    } finally {
      if (timer != null) {
        timer.cancel();
      }
      watch(null);
    }
  }

  private Opened requireMeant(Opened opened) throws NegotiationException {
    PeerIdentity peer = opened.terms().peer();
    if (way.peer().isPresent()
        && !(peer.key().isPresent() && peer.name().equals(way.peer().get()))) {
      throw new NegotiationException(
          NegotiationException.Reason.NOT_AUTHENTICATED,
          "The agent " + way.name() + " is meant, and this is " + peer);
    }
    return opened;
  }

  private void watch(@Nullable Link link) {
    boolean late;
    synchronized (this) {
      opening = link;
      late = closed && link != null;
    }
    if (late && link != null) {
      link.close();
    }
  }

  void close() {
    Link current;
    synchronized (this) {
      closed = true;
      channel = null;
      session = null;
      current = opening;
      notifyAll();
    }
    if (current != null) {
      current.close();
    }
  }
}
