package dog.rebe.ssh.exec;

import dog.rebe.command.LoweredCommand;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.ShellDialect;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.execution.Terminal;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.channel.Mailbox;
import dog.rebe.ssh.channel.PooledChannel;
import dog.rebe.ssh.link.ChannelChoice;
import dog.rebe.ssh.link.SessionChannel;
import dog.rebe.ssh.link.Target;
import dog.rebe.ssh.pool.Use;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Brings a command to its node: lowers it, opens what it is to read, gets a channel, has a terminal
 * made where one was asked for, passes the point of no return, and then sends its input. Confined
 * to its exchange's mailbox.
 */
final class Sending {

  private static final int LONG_SECONDS = 5;

  /** A terminal as the server makes it: RFC 4254, section 8, needs no more than the end. */
  private static final byte[] NO_MODES = {0};

  private final ExecExchange exchange;
  private final ExecServices services;
  private final Target target;
  private final Request request;
  private final ExchangeListener listener;
  private final Mailbox mailbox;
  private final CallersInput callersInput;
  private final Typing typing = new Typing();
  private @Nullable LoweredCommand lowered;
  private @Nullable PooledChannel pooled;
  private @Nullable SessionChannel channel;
  private @Nullable InputPump input;
  private boolean committed;

  Sending(
      ExecExchange exchange,
      ExecServices services,
      Target target,
      Request request,
      ExchangeListener listener,
      Mailbox mailbox) {
    this.exchange = exchange;
    this.services = services;
    this.target = target;
    this.request = request;
    this.listener = listener;
    this.mailbox = mailbox;
    this.callersInput = new CallersInput(services, mailbox);
  }

  void begin() {
    try {
      lowered = LoweredCommand.lower(request.command(), request.secrets(), request.nonce());
    } catch (IllegalArgumentException e) {
      unsupported(String.valueOf(e.getMessage()));
      return;
    }
    if (request.command().input() instanceof StandardInput.Stream streamed) {
      callersInput.open(streamed.opener(), this::inputOpened, exchange::end);
    } else {
      connect();
    }
  }

  private void inputOpened() {
    if (exchange.isOver()) {
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
            beforeTheEnd(request.timeLeft()),
            services.windowBytes(),
            mailbox,
            exchange);
  }

  /** An unknown fate costs nothing where nothing is changed: it is tried again. */
  private ChannelChoice choice() {
    return request.command().effect().hasImpact() ? ChannelChoice.PROVEN : ChannelChoice.QUICKEST;
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

  /** Where a terminal was asked for, nothing is run without one: its answer is awaited. */
  void opened(SessionChannel opened) {
    if (request.terminal().isPresent()) {
      Terminal terminal = request.terminal().get();
      channel = opened;
      opened.terminal(terminal.type(), terminal.columns(), terminal.rows(), NO_MODES);
    } else {
      commit(opened);
    }
  }

  /** Whether the server's next answer is about the terminal. */
  boolean awaitsTerminal() {
    return !committed && channel != null;
  }

  void answeredTerminal(boolean success) {
    if (!success) {
      unsupported(target + " gives no terminal");
    } else if (channel != null) {
      commit(channel);
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
      unsupported(String.valueOf(e.getMessage()));
      return;
    }
    channel = opened;
    committed = true;
    if (request.terminal().isPresent()) {
      if (!exec(opened, line, script)) {
        neverAsked();
      }
    } else {
      InputSource source =
          InputSource.of(
              script.inputPrefix(),
              request.command().input(),
              request.secrets(),
              callersInput.take());
      boolean asked = exec(opened, line, script);
      boolean heldOpen = request.command().onDisconnect() == OnDisconnect.END;
      input =
          new InputPump(
              opened,
              source,
              services.streams(),
              services.closers(),
              heldOpen,
              exchange::inputFailed);
      if (asked) {
        input.start();
      } else {
        neverAsked();
      }
    }
  }

  /** False if the channel was closed before. */
  private boolean exec(SessionChannel opened, byte[] line, LoweredCommand script) {
    listener.onCommitted();
    boolean asked = opened.exec(line);
    script.erase();
    return asked;
  }

  private void neverAsked() {
    exchange.end(
        new ExchangeEnd.NotStarted(
            FailureKind.CONNECTION_LOST, target + " closed the channel before anything was asked"));
  }

  private void unsupported(String why) {
    exchange.end(new ExchangeEnd.NotStarted(FailureKind.UNSUPPORTED, why));
  }

  /** Whether the point of no return is passed. */
  boolean isCommitted() {
    return committed;
  }

  /** The channel that the command or its terminal is on; null before there is one. */
  @Nullable SessionChannel channel() {
    return channel;
  }

  /** The header is complete: what is typed is the command's from now on. */
  void commandBegan() {
    if (request.terminal().isPresent() && channel != null) {
      typing.begin(channel, mailbox);
    }
  }

  void type(byte[] bytes, Runnable taken) {
    typing.type(bytes, taken);
  }

  void resize(int columns, int rows) {
    if (channel != null) {
      channel.resize(columns, rows);
    }
  }

  /** What is on a terminal ends with it, unless it was put beyond that. */
  void hangUp() {
    if (request.terminal().isPresent() && channel != null) {
      channel.close();
    }
  }

  /** Nothing more is to be sent, and nobody waits for a channel any more. */
  void stop() {
    if (pooled != null && channel == null) {
      pooled.abandon();
    }
    if (input != null) {
      input.stop();
    }
    callersInput.close();
    if (lowered != null) {
      lowered.erase();
    }
  }
}
