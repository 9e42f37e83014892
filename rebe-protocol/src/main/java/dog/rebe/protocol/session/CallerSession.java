package dog.rebe.protocol.session;

import dog.rebe.command.StandardInput;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.wire.AgentStatus;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Goodbye;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All that goes on between this process and one agent: a session that is opened when it is needed,
 * resumed when its link was lost, and the calls on it. Thread-safe; blocks in {@link #close} only.
 */
public final class CallerSession implements CallerExchange.Way, AutoCloseable {

  private final CallerOptions options;
  private final CallerLinks links;
  private final FileCalls files = new FileCalls();
  private final Map<Long, CallerExchange> calls = new HashMap<>();
  private final List<ExecuteFrame> waiting = new ArrayList<>();

  /** Written under the lock; read without it where a call's own lock is held. */
  private volatile @Nullable FrameChannel channel;

  private @Nullable AgentStatus status;
  private boolean linked;
  private boolean draining;
  private boolean closed;
  private long lastCall;

  /** What was stopped because the session is to close, and until when its ends are waited for. */
  private final List<CallerExchange> stopped = new ArrayList<>();

  private long endsNanos;

  /** A session that nothing has been sent on yet. */
  public CallerSession(CallerOptions options, Links way) {
    this.options = options;
    this.links = new CallerLinks(options, way, new Connections());
  }

  /**
   * How to the agent.
   *
   * @param name of the agent, for threads and messages
   * @param connector makes links
   */
  public record Links(String name, dog.rebe.protocol.carrier.Connector connector) {}

  /** Starts a call, as a transport does. */
  public Exchange start(Request request, ExchangeListener listener) {
    CallerExchange exchange = new CallerExchange(request, listener, this);
    if (request.terminal().isPresent()) {
      CallerTerminal terminal = new CallerTerminal(exchange, this);
      exchange.feedFrom(terminal);
      submit(exchange);
      return terminal;
    }
    StandardInput input = request.command().input();
    if (input instanceof StandardInput.Stream stream) {
      try {
        options.workers().execute(() -> openInput(exchange, stream));
      } catch (RejectedExecutionException e) {
        exchange.endUnsent(
            new ExchangeEnd.NotStarted(
                FailureKind.BULKHEAD_FULL, "Too many standard inputs are being read"));
      }
    } else if (input instanceof StandardInput.Bytes bytes && CommandMessage.isStreamed(input)) {
      submitFed(exchange, new ByteArrayInputStream(bytes.bytes()));
    } else {
      submit(exchange);
    }
    return exchange;
  }

  private void openInput(CallerExchange exchange, StandardInput.Stream stream) {
    try {
      submitFed(exchange, stream.opener().open());
    } catch (IOException | RuntimeException e) {
      exchange.endUnsent(
          new ExchangeEnd.NotStarted(
              FailureKind.INTERNAL_ERROR, "The standard input cannot be opened: " + e));
    }
  }

  private void submitFed(CallerExchange exchange, InputStream source) {
    exchange.feedFrom(new InputFeed(source, options.workers(), exchange, this));
    submit(exchange);
  }

  private void submit(CallerExchange exchange) {
    ExecuteFrame frame;
    try {
      frame = new ExecuteFrame(exchange.requested(), exchange, options.scheduler());
    } catch (IllegalStateException e) {
      // The attempt was over before its input was open, and its secrets are gone.
      exchange.endUnsent(new ExchangeEnd.StoppedBeforeStart());
      return;
    }
    ConnectFailure refused;
    boolean connect = false;
    synchronized (this) {
      refused = refusal(frame);
      if (refused == null) {
        FrameChannel current = channel;
        if (current == null) {
          waiting.add(frame);
          connect = true;
        } else {
          sendNumbered(current, frame);
        }
      }
    }
    if (refused != null) {
      frame.forget();
      exchange.endUnsent(new ExchangeEnd.NotStarted(refused.kind(), refused.detail()));
    } else if (connect) {
      links.connect();
    }
  }

  private @Nullable ConnectFailure refusal(ExecuteFrame frame) {
    FrameChannel current = channel;
    if (closed) {
      return new ConnectFailure(FailureKind.EXECUTOR_CLOSED, "The way to the agent is closed");
    } else if (current == null) {
      return null;
    } else if (draining) {
      return new ConnectFailure(FailureKind.CHANNEL_REFUSED, "The agent takes no new calls");
    } else if (calls.size() >= current.terms().peerMaxCalls()) {
      return new ConnectFailure(
          FailureKind.CHANNEL_REFUSED,
          "The agent serves " + current.terms().peerMaxCalls() + " calls at the same time");
    } else if (frame.sizeBytes() > current.terms().peerFrameBytes()) {
      return tooLong(frame, current.terms());
    }
    return NeededFeatures.missing(frame.exchange().requested(), current.terms().agreement());
  }

  private static ConnectFailure tooLong(ExecuteFrame frame, Terms terms) {
    return new ConnectFailure(
        FailureKind.UNSUPPORTED,
        "The command takes "
            + frame.sizeBytes()
            + " bytes, and the agent reads frames of "
            + terms.peerFrameBytes());
  }

  private void sendNumbered(FrameChannel current, ExecuteFrame frame) {
    lastCall++;
    frame.number(lastCall);
    frame.exchange().number(lastCall);
    calls.put(lastCall, frame.exchange());
    current.send(frame);
  }

  @Override
  public void send(Frame frame) {
    FrameChannel current = channel;
    if (current != null) {
      current.send(frame);
    }
  }

  @Override
  public void ended(CallerExchange exchange) {
    FrameChannel finished = null;
    synchronized (this) {
      calls.remove(exchange.call());
      waiting.removeIf(frame -> frame.exchange() == exchange);
      if (draining && calls.isEmpty() && channel != null) {
        finished = channel;
        forgetChannel();
      }
      notifyAll();
    }
    if (finished != null) {
      finished.closeWith(goodbye("The agent drains"));
    }
  }

  private static Frame goodbye(String reason) {
    return Frame.newBuilder().setGoodbye(Goodbye.newBuilder().setReason(reason)).build();
  }

  private void forgetChannel() {
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
    connect();
    return links.await(most);
  }

  /** What happens to links, as the calls see it. */
  private final class Connections implements CallerLinks.Events, FrameHandler {

    @Override
    public FrameHandler handler() {
      return this;
    }

    @Override
    public boolean isNeeded() {
      synchronized (CallerSession.this) {
        return !closed && (!calls.isEmpty() || !waiting.isEmpty() || files.isWaiting());
      }
    }

    @Override
    public void opened(FrameChannel opened) {
      Map<ExecuteFrame, ConnectFailure> refused = new LinkedHashMap<>();
      synchronized (CallerSession.this) {
        channel = opened;
        linked = true;
        draining = false;
        for (ExecuteFrame frame : waiting) {
          ConnectFailure why = refusal(frame);
          if (why == null) {
            sendNumbered(opened, frame);
          } else {
            refused.put(frame, why);
          }
        }
        waiting.clear();
      }
      refused.forEach(
          (frame, why) -> {
            frame.forget();
            frame.exchange().endUnsent(new ExchangeEnd.NotStarted(why.kind(), why.detail()));
          });
    }

    @Override
    public void resumed() {
      synchronized (CallerSession.this) {
        linked = true;
      }
    }

    @Override
    public void failed(ConnectFailure why) {
      List<CallerExchange> lost = new ArrayList<>();
      synchronized (CallerSession.this) {
        waiting.forEach(frame -> lost.add(frame.exchange()));
        waiting.clear();
      }
      lost.forEach(
          exchange -> exchange.endUnsent(new ExchangeEnd.NotStarted(why.kind(), why.detail())));
      files.failAll(why.kind(), why.detail());
    }

    @Override
    public void over(String detail) {
      List<CallerExchange> lost;
      synchronized (CallerSession.this) {
        lost = new ArrayList<>(calls.values());
        forgetChannel();
      }
      lost.forEach(exchange -> exchange.lose(FailureKind.CONNECTION_LOST, detail));
      files.failAll(FailureKind.CONNECTION_LOST, detail);
    }

    @Override
    public void onLinkLost(String detail) {
      synchronized (CallerSession.this) {
        linked = false;
      }
      links.lost(detail);
    }

    @Override
    public void onBroken(String detail) {
      links.broken();
      over(detail);
    }

    @Override
    public void onRoom() {}

    @Override
    public void onFrame(Frame frame) throws FrameException {
      switch (frame.getBodyCase()) {
        case ACCEPTED -> find(frame.getAccepted().getCall()).ifPresent(CallerExchange::onAccepted);
        case OUTPUT -> {
          Optional<CallerExchange> call = find(frame.getOutput().getCall());
          if (call.isPresent()) {
            call.get().onOutput(frame.getOutput());
          }
        }
        case INPUT_CREDIT -> {
          Optional<CallerExchange> call = find(frame.getInputCredit().getCall());
          if (call.isPresent()) {
            call.get().onInputCredit(frame.getInputCredit().getBytes());
          }
        }
        case END ->
            find(frame.getEnd().getCall())
                .ifPresent(call -> call.onEnd(EndMessage.toEnd(frame.getEnd())));
        case FILE_REPLY -> files.answered(frame.getFileReply());
        case STATUS -> {
          synchronized (CallerSession.this) {
            status = frame.getStatus();
          }
        }
        case GOODBYE -> drain();
        case EXECUTE, DEMAND, INPUT, STOP, FILE_REQUEST ->
            throw FrameException.unexpected("An agent sends no " + frame.getBodyCase());
        default -> {
          // Of a later minor version.
        }
      }
    }

    private Optional<CallerExchange> find(long call) throws FrameException {
      synchronized (CallerSession.this) {
        if (call <= 0 || call > lastCall) {
          throw FrameException.call("There was no call " + Long.toUnsignedString(call));
        }
        return Optional.ofNullable(calls.get(call));
      }
    }

    private void drain() {
      FrameChannel finished = null;
      synchronized (CallerSession.this) {
        draining = true;
        if (calls.isEmpty() && channel != null) {
          finished = channel;
          forgetChannel();
        }
      }
      if (finished != null) {
        finished.closeWith(goodbye("The agent drains"));
      }
    }
  }

  /** Takes no new calls, and stops what runs. Does not block. Idempotent. */
  public void beginClose() {
    List<CallerExchange> running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      running = new ArrayList<>(calls.values());
      waiting.forEach(frame -> running.add(frame.exchange()));
      stopped.addAll(running);
      Duration longest =
          running.stream()
              .map(CallerExchange::grace)
              .max(Duration::compareTo)
              .orElse(Duration.ZERO);
      endsNanos = System.nanoTime() + Nanos.of(longest);
    }
    running.forEach(CallerExchange::stop);
  }

  /**
   * Stops what runs, waits for its end, for each call's grace at most from {@link #beginClose} on,
   * and says goodbye. Idempotent.
   */
  @Override
  public void close() {
    beginClose();
    List<CallerExchange> running;
    FrameChannel last;
    synchronized (this) {
      awaitEnds();
      running = new ArrayList<>(stopped);
      stopped.clear();
      last = channel;
      forgetChannel();
    }
    links.close();
    if (last != null) {
      last.closeWith(goodbye(""));
    }
    running.forEach(
        exchange -> exchange.lose(FailureKind.EXECUTOR_CLOSED, "The way to the agent was closed"));
    files.failAll(FailureKind.EXECUTOR_CLOSED, "The way to the agent was closed");
  }

  private void awaitEnds() {
    try {
      long leftNanos;
      while (!calls.isEmpty() && (leftNanos = endsNanos - System.nanoTime()) > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
