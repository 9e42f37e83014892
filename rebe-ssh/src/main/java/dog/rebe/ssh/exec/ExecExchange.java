package dog.rebe.ssh.exec;

import dog.rebe.command.HeaderReader;
import dog.rebe.command.LoweredCommand;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.ShellDialect;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.execution.Scheduler;
import dog.rebe.execution.Terminal;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.channel.ChannelTaker;
import dog.rebe.ssh.channel.Mailbox;
import dog.rebe.ssh.channel.PooledChannel;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.link.ChannelChoice;
import dog.rebe.ssh.link.Link;
import dog.rebe.ssh.link.SessionChannel;
import dog.rebe.ssh.link.Target;
import dog.rebe.ssh.pool.Use;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One command on one channel. Everything that happens to it goes through a mailbox, so that its
 * state needs no lock and its listener hears one thing at a time.
 */
public final class ExecExchange implements Exchange, ChannelTaker, AfterExit.Conversation {

  private static final int EARLY_STDERR_BYTES = 400;
  private static final int LONG_SECONDS = 5;

  /** A terminal as the server makes it: RFC 4254, section 8, needs no more than the end. */
  private static final byte[] NO_MODES = {0};

  private record Chunk(OutputStreamName stream, ByteBuffer bytes) {}

  private final ExecServices services;
  private final Target target;
  private final Request request;
  private final ExchangeListener listener;
  private final Mailbox mailbox = new Mailbox();
  private final HeaderReader header;
  private final CallersInput callersInput;
  private final Typing typing = new Typing();
  private final Deque<Chunk> output = new ArrayDeque<>();
  private final StringBuilder earlyStderr = new StringBuilder();
  private final Duration within;

  private @Nullable LoweredCommand lowered;
  private @Nullable PooledChannel pooled;
  private Scheduler.@Nullable Cancellation rest;
  private @Nullable SessionChannel channel;
  private @Nullable InputPump input;
  private @Nullable AfterExit afterExit;
  private @Nullable Stopping stopping;
  private @Nullable Exit exit;
  private @Nullable String inputFailure;
  private long demand;
  private boolean committed;
  private boolean accepted;
  private boolean endOfData;
  private boolean over;

  private ExecExchange(
      ExecServices services, Target target, Request request, ExchangeListener listener) {
    this.services = services;
    this.target = target;
    this.request = request;
    this.listener = listener;
    this.header = new HeaderReader(request.nonce());
    this.callersInput = new CallersInput(services, mailbox);
    this.within = beforeTheEnd(request.timeLeft());
  }

  /** Starts an attempt on a target. */
  public static Exchange start(
      ExecServices services, Target target, Request request, ExchangeListener listener) {
    ExecExchange exchange = new ExecExchange(services, target, request, listener);
    exchange.mailbox.post(exchange::begin);
    return request.terminal().isPresent() ? new TerminalExec(exchange) : exchange;
  }

  /**
   * A little earlier than the caller's own timer, so that the reason is told and not just the time.
   */
  private static Duration beforeTheEnd(Duration timeLeft) {
    return timeLeft.minus(
        timeLeft.toSeconds() < LONG_SECONDS
            ? Duration.ofNanos(timeLeft.toNanos() / (10 * LONG_SECONDS))
            : Duration.ofMillis(100));
  }

  @Override
  public void request(long chunks) {
    mailbox.post(
        () -> {
          demand = demand + chunks < 0 ? Long.MAX_VALUE : demand + chunks;
          deliver();
        });
  }

  @Override
  public void stop() {
    mailbox.post(this::beginStopping);
  }

  private void begin() {
    try {
      lowered = LoweredCommand.lower(request.command(), request.secrets(), request.nonce());
    } catch (IllegalArgumentException e) {
      end(new ExchangeEnd.NotStarted(FailureKind.UNSUPPORTED, String.valueOf(e.getMessage())));
      return;
    }
    if (request.command().input() instanceof StandardInput.Stream streamed) {
      callersInput.open(streamed.opener(), this::inputOpened, this::end);
    } else {
      connect();
    }
  }

  private void inputOpened() {
    if (over) {
      callersInput.close();
    } else {
      connect();
    }
  }

  private void connect() {
    pooled =
        PooledChannel.open(
            services.pool(),
            services.scheduler(),
            target,
            Use.COMMAND,
            choice(),
            within,
            services.windowBytes(),
            mailbox,
            this);
  }

  /** An unknown fate costs nothing where nothing is changed: it is tried again. */
  private ChannelChoice choice() {
    return request.command().effect().hasImpact() ? ChannelChoice.PROVEN : ChannelChoice.QUICKEST;
  }

  @Override
  public void failed(Fault fault) {
    end(new ExchangeEnd.NotStarted(fault.kind(), fault.detail(), fault.jumpHost()));
  }

  /** Where a terminal was asked for, nothing is run without one: its answer is awaited. */
  @Override
  public void opened(SessionChannel opened) {
    if (request.terminal().isPresent()) {
      Terminal terminal = request.terminal().get();
      channel = opened;
      opened.terminal(terminal.type(), terminal.columns(), terminal.rows(), NO_MODES);
    } else {
      commit(opened);
    }
  }

  private void commit(SessionChannel opened) {
    LoweredCommand script = lowered;
    if (script == null) {
      throw new IllegalStateException("Not begun");
    }
    byte[] line;
    try {
      ShellDialect dialect = opened.link().dialect().orElse(ShellDialect.ANY);
      line = dialect.commandLine(script);
    } catch (IllegalArgumentException e) {
      opened.close();
      end(new ExchangeEnd.NotStarted(FailureKind.UNSUPPORTED, String.valueOf(e.getMessage())));
      return;
    }
    channel = opened;
    committed = true;
    if (request.terminal().isPresent()) {
      listener.onCommitted();
      boolean asked = opened.exec(line);
      script.erase();
      if (!asked) {
        neverAsked();
      }
    } else {
      InputSource source =
          InputSource.of(
              script.inputPrefix(),
              request.command().input(),
              request.secrets(),
              callersInput.take());
      listener.onCommitted();
      boolean asked = opened.exec(line);
      script.erase();
      boolean heldOpen = request.command().onDisconnect() == OnDisconnect.END;
      input =
          new InputPump(
              opened, source, services.streams(), services.closers(), heldOpen, this::inputFailed);
      if (asked) {
        input.start();
      } else {
        neverAsked();
      }
    }
  }

  private void neverAsked() {
    end(
        new ExchangeEnd.NotStarted(
            FailureKind.CONNECTION_LOST, target + " closed the channel before anything was asked"));
  }

  void type(byte[] bytes, Runnable taken) {
    mailbox.post(
        () -> {
          if (!over) {
            typing.type(bytes, taken);
          }
        });
  }

  void resize(int columns, int rows) {
    mailbox.post(
        () -> {
          if (!over && channel != null) {
            channel.resize(columns, rows);
          }
        });
  }

  private void inputFailed(IOException reason) {
    mailbox.post(
        () -> {
          inputFailure = "standard input could not be read: " + reason.getMessage();
          beginStopping();
        });
  }

  @Override
  public void replied(boolean success) {
    SessionChannel open = channel;
    if (!committed && open != null) {
      answeredTerminal(open, success);
    } else if (accepted) {
      if (afterExit != null) {
        afterExit.answered();
      }
    } else if (success) {
      accepted = true;
      if (!over) {
        listener.onAccepted();
      }
    } else {
      end(
          new ExchangeEnd.NotStarted(
              FailureKind.EXEC_REFUSED, target + " refuses to run commands"));
    }
  }

  private void answeredTerminal(SessionChannel open, boolean success) {
    if (success) {
      commit(open);
    } else {
      end(new ExchangeEnd.NotStarted(FailureKind.UNSUPPORTED, target + " gives no terminal"));
    }
  }

  @Override
  public void received(OutputStreamName stream, byte[] bytes) {
    if (over) {
      return;
    }
    ByteBuffer chunk = ByteBuffer.wrap(bytes);
    if (stream == OutputStreamName.STDOUT) {
      chunk = header.feed(chunk);
      header.dialect().ifPresent(this::learn);
      if (stopping != null) {
        header.group().ifPresent(stopping::groupKnown);
      }
      if (request.terminal().isPresent() && header.started() && channel != null) {
        typing.begin(channel, mailbox);
      }
    } else if (!header.started() && earlyStderr.length() < EARLY_STDERR_BYTES) {
      earlyStderr.append(new String(bytes, StandardCharsets.UTF_8));
    }
    release(bytes.length - chunk.remaining());
    if (chunk.hasRemaining()) {
      output.add(new Chunk(stream, chunk));
    }
    deliver();
    if (afterExit != null) {
      afterExit.dataCame();
    }
  }

  private void learn(ShellDialect dialect) {
    if (channel != null) {
      channel.link().learn(dialect);
    }
  }

  private void deliver() {
    while (!over && demand > 0 && !output.isEmpty()) {
      Chunk chunk = output.remove();
      demand--;
      int length = chunk.bytes.remaining();
      listener.onOutput(chunk.stream, chunk.bytes);
      release(length);
    }
    endIfComplete();
  }

  private void release(int bytes) {
    if (bytes > 0 && channel != null) {
      channel.release(bytes);
    }
  }

  @Override
  public void exited(Exit how) {
    if (exit != null || over) {
      return;
    }
    exit = how;
    if (stopping != null) {
      stopping.exited();
    } else {
      watchForTheRest();
    }
    endIfComplete();
  }

  @Override
  public void endOfData() {
    endOfData = true;
    endIfComplete();
  }

  @Override
  public void drained() {
    endOfData = true;
    endIfComplete();
  }

  /** The process has ended, all its output has arrived, and the reader has taken it. */
  private void endIfComplete() {
    Exit how = exit;
    if (over || how == null || stopping != null) {
      return;
    }
    boolean whole = endOfData && output.isEmpty();
    boolean allThatWasDemanded = demand == 0 && (endOfData || header.started());
    if (whole || (rest != null && allThatWasDemanded)) {
      end(ended(how));
    }
  }

  /** What an exit means: the command's own, or the wrapper's where the command never began. */
  private ExchangeEnd ended(Exit how) {
    String said = (header.preamble() + earlyStderr).strip();
    return ExchangeEnd.ofProcess(
        header, how, target + " ended with " + how + " before the command began: " + said);
  }

  @Override
  public void closed(@Nullable Fault lost) {
    if (over) {
      return;
    }
    if (!committed) {
      String why = lost == null ? target + " closed the channel" : lost.detail();
      end(new ExchangeEnd.NotStarted(FailureKind.CONNECTION_LOST, why));
    } else if (stopping != null) {
      stopping.closed(lost);
    } else if (exit != null && (endOfData || lost == null)) {
      endOfData = true;
      endIfComplete();
    } else if (lost != null) {
      end(new ExchangeEnd.Lost(FailureKind.CONNECTION_LOST, lost.detail()));
    } else {
      end(
          new ExchangeEnd.Lost(
              FailureKind.EXIT_UNKNOWN,
              target + " closed the channel without saying how the command ended"));
    }
  }

  private void beginStopping() {
    if (over || stopping != null || rest != null) {
      return;
    }
    if (!committed) {
      end(new ExchangeEnd.StoppedBeforeStart());
    } else if (exit != null) {
      waitForTheRest();
    } else {
      stopping = new Stopping(this, request.command(), target, services);
      stopping.begin(header.group());
      hangUp();
    }
  }

  /** What is on a terminal ends with it, unless it was put beyond that. */
  private void hangUp() {
    if (request.terminal().isPresent() && channel != null && header.group().isPresent()) {
      channel.close();
    }
  }

  void post(Runnable action) {
    mailbox.post(action);
  }

  /** The process ended by itself before we had sent anything to end it. */
  void endedByItself() {
    stopping = null;
    watchForTheRest();
    waitForTheRest();
  }

  private void watchForTheRest() {
    if (!endOfData && afterExit == null) {
      afterExit = new AfterExit(this);
      afterExit.start();
    }
  }

  /**
   * The process ended by itself and the attempt is being stopped. An exit may overtake the output,
   * even the header that tells whether the command began; so what was demanded is awaited, within
   * the grace.
   */
  private void waitForTheRest() {
    if (rest != null) {
      return;
    }
    Duration grace = request.command().limits().grace();
    rest = later(grace.minus(grace.dividedBy(20)), this::restIsLate);
    endIfComplete();
    if (grace.isZero()) {
      restIsLate();
    }
  }

  private void restIsLate() {
    end(
        new ExchangeEnd.Lost(
            FailureKind.EXIT_UNKNOWN,
            target + " ended with " + exit + ", but its output did not arrive in time"));
  }

  void stopped(ExchangeEnd how) {
    end(inputFailure == null ? how : new ExchangeEnd.Lost(FailureKind.INPUT_FAILED, inputFailure));
  }

  private void end(ExchangeEnd how) {
    if (over) {
      return;
    }
    over = true;
    output.clear();
    if (pooled != null && channel == null) {
      pooled.abandon();
    }
    if (afterExit != null) {
      afterExit.stop();
    }
    if (rest != null) {
      rest.cancel();
    }
    if (input != null) {
      input.stop();
    }
    callersInput.close();
    if (lowered != null) {
      lowered.erase();
    }
    // Whoever waits need not wait for what the channel still has to say and hear.
    try {
      listener.onEnd(how);
    } finally {
      if (channel != null) {
        channel.close();
      }
    }
  }

  @Override
  public boolean ping() {
    return channel != null && channel.ping();
  }

  @Override
  public void pingConnection(Runnable answer) {
    SessionChannel open = channel;
    if (open != null) {
      Link link = open.link();
      link.ping(
          () -> {
            if (link.isOpen()) {
              mailbox.post(answer);
            }
          });
    }
  }

  @Override
  public boolean isHeldBack() {
    return !output.isEmpty();
  }

  @Override
  public Scheduler.Cancellation afterQuiet(Runnable action) {
    return services.quiet().schedule(() -> mailbox.post(action));
  }

  @Override
  public Scheduler.Cancellation later(Duration delay, Runnable action) {
    return services.scheduler().schedule(delay, () -> mailbox.post(action));
  }
}
