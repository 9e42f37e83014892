package dog.rebe.protocol.session;

import dog.rebe.command.RunAs;
import dog.rebe.command.Token;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.TokenStanding;
import dog.rebe.protocol.fleet.FleetListener;
import dog.rebe.protocol.fleet.FleetOrder;
import dog.rebe.protocol.fleet.RemoteFleet;
import dog.rebe.protocol.wire.AgentStatus;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Goodbye;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All that goes on between this process and one agent: a session that is opened when it is needed,
 * resumed when its link was lost, and the calls on it. Thread-safe; blocks in {@link #close} only.
 */
public final class CallerSession implements CallerExchange.Way, AutoCloseable {

  /** While a session that is open is not ready for use, which takes no time at all. */
  private static final long LOOK_AGAIN_NANOS = 50_000_000;

  private final CallerOptions options;
  private final CallerLinks links;
  private final FileCalls files = new FileCalls();
  private final CallTable calls = new CallTable();
  private final CallerCalls starting;
  private final CallerErrands errands;
  private final CallerClosing closing;

  /** Written under the lock; read without it where a call's own lock is held. */
  private volatile @Nullable FrameChannel channel;

  private @Nullable AgentStatus status;
  private boolean linked;
  private boolean draining;
  private boolean closed;
  private long lastCall;

  /** A session that nothing has been sent on yet. */
  public CallerSession(CallerOptions options, Links way) {
    this.options = options;
    this.starting = new CallerCalls(options, this);
    this.errands = new CallerErrands(options, this);
    this.closing = new CallerClosing(this, calls);
    CallerFrames frames = new CallerFrames(this, errands, files);
    this.links = new CallerLinks(options, way, new CallerConnections(this, calls, frames));
  }

  /**
   * How to the agent.
   *
   * @param name of the agent, for threads and messages
   * @param connector makes links
   * @param peer whom alone the other side's enrolled key must name; absent where anybody is meant
   *     whom this side believes
   */
  public record Links(
      String name, dog.rebe.protocol.carrier.Connector connector, Optional<String> peer) {

    /** To whomever the connector leads and this side believes. */
    public Links(String name, dog.rebe.protocol.carrier.Connector connector) {
      this(name, connector, Optional.empty());
    }
  }

  /** Starts a call, as a transport does. */
  public Exchange start(Request request, ExchangeListener listener) {
    return starting.start(request, listener);
  }

  /** Follows detached work. Stopping ends the following only. */
  public Exchange follow(WorkToFollow work, ExchangeListener listener) {
    return starting.follow(work, listener);
  }

  /** Sends the beginning of a call, over a new session if need be. */
  void submit(StartFrame frame) {
    ConnectFailure refused;
    boolean connect = false;
    synchronized (this) {
      refused = refusal(frame);
      if (refused == null) {
        FrameChannel current = channel;
        if (current == null) {
          calls.addWaiting(frame);
          connect = true;
        } else {
          sendNumbered(current, frame);
        }
      }
    }
    if (refused != null) {
      frame.forget();
      frame.exchange().endUnsent(new ExchangeEnd.NotStarted(refused.kind(), refused.detail()));
    } else if (connect) {
      links.connect();
    }
  }

  /** Why this may not be sent; null if it may. */
  synchronized @Nullable ConnectFailure refusal(StartFrame frame) {
    FrameChannel current = channel;
    ConnectFailure general = refusal();
    if (general != null || current == null) {
      return general;
    } else if (calls.countUnderWay() >= current.terms().peerMaxCalls()) {
      return new ConnectFailure(
          FailureKind.CHANNEL_REFUSED,
          "The agent serves " + current.terms().peerMaxCalls() + " calls at the same time");
    } else if (frame.sizeBytes() > current.terms().peerFrameBytes()) {
      return tooLong(frame, current.terms());
    }
    return frame.missing(current.terms().agreement());
  }

  /** Why nothing new may be sent; null if it may, or there is no session yet. */
  synchronized @Nullable ConnectFailure refusal() {
    if (closed) {
      return new ConnectFailure(FailureKind.EXECUTOR_CLOSED, "The way to the agent is closed");
    } else if (channel != null && draining) {
      return new ConnectFailure(FailureKind.CHANNEL_REFUSED, "The agent takes no new calls");
    }
    return null;
  }

  private static ConnectFailure tooLong(StartFrame frame, Terms terms) {
    return new ConnectFailure(
        FailureKind.UNSUPPORTED,
        "The command takes "
            + frame.sizeBytes()
            + " bytes, and the agent reads frames of "
            + terms.peerFrameBytes());
  }

  /** Called under the lock. */
  void sendNumbered(FrameChannel current, StartFrame frame) {
    long number = nextNumber();
    frame.number(number);
    frame.exchange().number(number);
    calls.put(number, frame.exchange());
    current.send(frame);
  }

  @Override
  public void send(Frame frame) {
    FrameChannel current = channel;
    if (current != null) {
      current.send(frame);
    }
  }

  /** The number of what is sent next. */
  synchronized long nextNumber() {
    return ++lastCall;
  }

  /** Ends with an error of the other side if it speaks of what was never sent. */
  synchronized void requireKnown(long number) throws FrameException {
    if (number <= 0 || number > lastCall) {
      throw FrameException.call("There was no call " + Long.toUnsignedString(number));
    }
  }

  /** The call of this number, if it goes on. */
  synchronized Optional<CallerExchange> find(long call) throws FrameException {
    requireKnown(call);
    return calls.find(call);
  }

  /** Where frames go; null if there is no session. */
  @Nullable FrameChannel channel() {
    return channel;
  }

  @Override
  public void ended(CallerExchange exchange) {
    synchronized (this) {
      calls.remove(exchange);
    }
    leaveIfDrained();
  }

  /** Starts a run that the agent drives. Does not block. */
  public RemoteFleet startRun(FleetOrder order, FleetListener listener) {
    CallerRun run = new CallerRun(order, listener);
    errands.submit(run);
    return run;
  }

  /** Asks how the work of a token stands. Does not block. */
  public CompletionStage<Outcome<TokenStanding>> ask(
      Node node, Token token, Optional<RunAs> user, Duration time) {
    TokenQuestion question = new TokenQuestion(node, token, user, time, options.scheduler());
    CompletionStage<Outcome<TokenStanding>> answer =
        question.answer().whenComplete((outcome, none) -> errands.remove(question));
    errands.submit(question);
    return answer;
  }

  /** The agent takes no new calls. */
  void drain() {
    synchronized (this) {
      draining = true;
    }
    leaveIfDrained();
  }

  /** Leaves an agent that drains once nothing goes on any more. */
  void leaveIfDrained() {
    FrameChannel finished;
    synchronized (this) {
      finished = finishedIfDraining();
      notifyAll();
    }
    if (finished != null) {
      finished.closeWith(goodbye("The agent drains"));
    }
  }

  /** What the agent says of itself. */
  synchronized void hear(AgentStatus newStatus) {
    status = newStatus;
  }

  private @Nullable FrameChannel finishedIfDraining() {
    if (draining && calls.countUnderWay() == 0 && errands.isEmpty() && channel != null) {
      FrameChannel finished = channel;
      forgetChannel();
      return finished;
    }
    return null;
  }

  static Frame goodbye(String reason) {
    return Frame.newBuilder().setGoodbye(Goodbye.newBuilder().setReason(reason)).build();
  }

  /** Called under the lock. */
  void forgetChannel() {
    if (channel != null) {
      links.left(channel);
    }
    channel = null;
    linked = false;
    draining = false;
    status = null;
  }

  /** The requests for files. */
  public FileCalls files() {
    return files;
  }

  /** Sends a request for files, over a new session if need be. */
  void sendFileRequest(Frame frame, long number) {
    FrameChannel current;
    synchronized (this) {
      current = closed ? null : channel;
    }
    if (current == null) {
      files.fail(number, FailureKind.CONNECTION_LOST, "There is no session with the agent");
    } else {
      current.send(frame);
    }
  }

  /** What was agreed, while there is a session. */
  public synchronized Optional<Terms> terms() {
    return channel == null ? Optional.empty() : Optional.of(channel.terms());
  }

  /** What the agent said of itself last, while there is a session. */
  public synchronized Optional<AgentStatus> status() {
    return Optional.ofNullable(status);
  }

  /** Whether there is a link. */
  public synchronized boolean isLinked() {
    return linked;
  }

  /** Opens a session if there is none. */
  public void connect() {
    boolean connect;
    synchronized (this) {
      connect = channel == null && !closed;
    }
    if (connect) {
      links.connect();
    }
  }

  /** Waits for a session that is being opened; null if there is one. */
  @Nullable ConnectFailure awaitSession(Duration most) throws InterruptedException {
    long endNanos = System.nanoTime() + Nanos.of(most);
    connect();
    ConnectFailure failure = links.await(most);
    if (failure != null) {
      return failure;
    }
    synchronized (this) {
      long leftNanos;
      while (channel == null && (leftNanos = endNanos - System.nanoTime()) > 0) {
        if (closed || !links.hasSession()) {
          return new ConnectFailure(FailureKind.CONNECTION_LOST, "The session was lost at once");
        }
        TimeUnit.NANOSECONDS.timedWait(this, Math.min(leftNanos, LOOK_AGAIN_NANOS));
      }
    }
    return null;
  }

  /** Whether anything needs a link. */
  synchronized boolean isNeeded() {
    return !closed && (!calls.isEmpty() || !errands.isEmpty() || files.isWaiting());
  }

  /** There is a session. */
  synchronized void use(FrameChannel opened) {
    channel = opened;
    linked = true;
    draining = false;
    notifyAll();
  }

  synchronized void linked(boolean isLinked) {
    linked = isLinked;
  }

  CallerLinks links() {
    return links;
  }

  /** What is under way beside calls is over. */
  void failOthers(FailureKind kind, String detail) {
    errands.failAll(kind, detail);
    files.failAll(kind, detail);
  }

  /** Takes no new calls, and stops what runs. Does not block. Idempotent. */
  public void beginClose() {
    closing.begin();
  }

  /**
   * Stops what runs, waits for its end, for each call's grace at most from {@link #beginClose} on,
   * and says goodbye. Idempotent.
   */
  @Override
  public void close() {
    closing.finish();
  }

  /** Takes nothing new from now on; false if that was so before. Called under the lock. */
  boolean shut() {
    boolean first = !closed;
    closed = true;
    return first;
  }
}
