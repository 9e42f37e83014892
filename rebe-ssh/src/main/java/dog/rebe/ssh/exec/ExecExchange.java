package dog.rebe.ssh.exec;

import dog.rebe.command.HeaderReader;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.channel.ChannelTaker;
import dog.rebe.ssh.channel.Mailbox;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.link.SessionChannel;
import dog.rebe.ssh.link.Target;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One command on one channel. Everything that happens to it goes through a mailbox, so that its
 * state needs no lock and its listener hears one thing at a time. It decides what its end means;
 * the way to the node is {@link Sending}, what comes back is {@link CommandOutput} and {@link
 * ProcessEnd}, and calling it off is {@link Stopping}.
 */
public final class ExecExchange implements Exchange, ChannelTaker {

  private final ExecServices services;
  private final Target target;
  private final Request request;
  private final ExchangeListener listener;
  private final Mailbox mailbox = new Mailbox();
  private final Sending sending;
  private final CommandOutput output;
  private final ProcessEnd process;
  private @Nullable Stopping stopping;
  private @Nullable String inputFailure;
  private boolean accepted;
  private boolean over;

  private ExecExchange(
      ExecServices services, Target target, Request request, ExchangeListener listener) {
    this.services = services;
    this.target = target;
    this.request = request;
    this.listener = listener;
    this.sending = new Sending(this, services, target, request, listener, mailbox);
    this.output = new CommandOutput(request.nonce(), listener);
    this.process = new ProcessEnd(this, services, target, output);
  }

  /** Starts an attempt on a target. */
  public static Exchange start(
      ExecServices services, Target target, Request request, ExchangeListener listener) {
    ExecExchange exchange = new ExecExchange(services, target, request, listener);
    exchange.mailbox.post(exchange.sending::begin);
    return request.terminal().isPresent() ? new TerminalExec(exchange) : exchange;
  }

  @Override
  public void request(long chunks) {
    mailbox.post(
        () -> {
          output.demand(chunks);
          deliver();
        });
  }

  @Override
  public void stop() {
    mailbox.post(this::beginStopping);
  }

  void type(byte[] bytes, Runnable taken) {
    mailbox.post(
        () -> {
          if (!over) {
            sending.type(bytes, taken);
          }
        });
  }

  void resize(int columns, int rows) {
    mailbox.post(
        () -> {
          if (!over) {
            sending.resize(columns, rows);
          }
        });
  }

  void inputFailed(IOException reason) {
    mailbox.post(
        () -> {
          inputFailure = "standard input could not be read: " + reason.getMessage();
          beginStopping();
        });
  }

  @Override
  public void failed(Fault fault) {
    end(new ExchangeEnd.NotStarted(fault.kind(), fault.detail(), fault.jumpHost()));
  }

  @Override
  public void opened(SessionChannel opened) {
    sending.opened(opened);
  }

  @Override
  public void replied(boolean success) {
    if (over) {
      return;
    }
    if (sending.awaitsTerminal()) {
      sending.answeredTerminal(success);
    } else if (accepted) {
      process.answered();
    } else if (success) {
      accepted = true;
      listener.onAccepted();
    } else {
      end(
          new ExchangeEnd.NotStarted(
              FailureKind.EXEC_REFUSED, target + " refuses to run commands"));
    }
  }

  @Override
  public void received(OutputStreamName stream, byte[] bytes) {
    SessionChannel from = channel();
    if (over || from == null) {
      return;
    }
    output.received(stream, bytes, from);
    if (stream == OutputStreamName.STDOUT) {
      heedHeader(from);
    }
    deliver();
    process.dataCame();
  }

  private void heedHeader(SessionChannel from) {
    HeaderReader header = output.header();
    header.dialect().ifPresent(from.link()::learn);
    if (stopping != null) {
      header.group().ifPresent(stopping::groupKnown);
    }
    if (header.started()) {
      sending.commandBegan();
    }
  }

  private void deliver() {
    SessionChannel from = channel();
    if (from != null) {
      output.deliver(from);
    }
    endIfComplete();
  }

  @Override
  public void exited(Exit how) {
    if (over || !process.exited(how)) {
      return;
    }
    if (stopping != null) {
      stopping.exited();
    } else {
      process.watchForTheRest();
    }
    endIfComplete();
  }

  @Override
  public void endOfData() {
    process.endOfData();
    endIfComplete();
  }

  /** The process has ended, all its output has arrived, and the reader has taken it. */
  void endIfComplete() {
    ExchangeEnd how = over || stopping != null ? null : process.meaning();
    if (how != null) {
      end(how);
    }
  }

  @Override
  public void closed(@Nullable Fault lost) {
    if (over) {
      return;
    }
    if (!sending.isCommitted()) {
      String why = lost == null ? target + " closed the channel" : lost.detail();
      end(new ExchangeEnd.NotStarted(FailureKind.CONNECTION_LOST, why));
    } else if (stopping != null) {
      stopping.closed(lost);
    } else if (process.closed(lost == null)) {
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
    if (over || stopping != null || process.isWaitingForTheRest()) {
      return;
    }
    if (!sending.isCommitted()) {
      end(new ExchangeEnd.StoppedBeforeStart());
    } else if (process.hasExited()) {
      waitForTheRest();
    } else {
      stopping = new Stopping(this, request.command(), target, services);
      stopping.begin(output.header().group());
      if (output.header().group().isPresent()) {
        sending.hangUp();
      }
    }
  }

  /** The process ended by itself before we had sent anything to end it. */
  void endedByItself() {
    stopping = null;
    process.watchForTheRest();
    waitForTheRest();
  }

  private void waitForTheRest() {
    process.waitForTheRest(request.command().limits().grace());
  }

  void stopped(ExchangeEnd how) {
    end(inputFailure == null ? how : new ExchangeEnd.Lost(FailureKind.INPUT_FAILED, inputFailure));
  }

  boolean isOver() {
    return over;
  }

  void end(ExchangeEnd how) {
    if (over) {
      return;
    }
    over = true;
    output.drop();
    process.stop();
    sending.stop();
    // Whoever waits need not wait for what the channel still has to say and hear.
    try {
      listener.onEnd(how);
    } finally {
      SessionChannel open = channel();
      if (open != null) {
        open.close();
      }
    }
  }

  /** The channel that the command is on; null before there is one. */
  @Nullable SessionChannel channel() {
    return sending.channel();
  }

  void post(Runnable action) {
    mailbox.post(action);
  }

  Scheduler.Cancellation later(Duration delay, Runnable action) {
    return services.scheduler().schedule(delay, () -> mailbox.post(action));
  }
}
