package dog.rebe.ssh.exec;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.link.Link;
import dog.rebe.ssh.link.SessionChannel;
import dog.rebe.ssh.link.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a command's process ended, and whether all that it said has come. An exit may overtake the
 * output, even the header that tells whether the command began; and what the process left behind
 * may hold its output open. Confined to its exchange's mailbox.
 */
final class ProcessEnd implements AfterExit.Conversation {

  private final ExecExchange exchange;
  private final ExecServices services;
  private final Target target;
  private final CommandOutput output;
  private @Nullable Exit exit;
  private @Nullable AfterExit afterExit;
  private Scheduler.@Nullable Cancellation rest;
  private boolean endOfData;

  ProcessEnd(ExecExchange exchange, ExecServices services, Target target, CommandOutput output) {
    this.exchange = exchange;
    this.services = services;
    this.target = target;
    this.output = output;
  }

  /** The server says how it ended; false if it has said so before, and this does not count. */
  boolean exited(Exit how) {
    if (exit != null) {
      return false;
    }
    exit = how;
    return true;
  }

  boolean hasExited() {
    return exit != null;
  }

  /** The server says that no data will come any more. */
  void endOfData() {
    endOfData = true;
  }

  /**
   * The channel is closed; says whether it closed behind an exit and all of its output.
   *
   * @param orderly whether the server closed it, and not the loss of the connection
   */
  boolean closed(boolean orderly) {
    boolean all = exit != null && (endOfData || orderly);
    endOfData |= all;
    return all;
  }

  /** Data has come. */
  void dataCame() {
    if (afterExit != null) {
      afterExit.dataCame();
    }
  }

  /** The server has answered a ping on the channel. */
  void answered() {
    if (afterExit != null) {
      afterExit.answered();
    }
  }

  /**
   * What the end of the process means, once the reader has taken all its output, or all that he
   * demanded where the rest is waited for with a limit; null before.
   */
  @Nullable ExchangeEnd meaning() {
    Exit how = exit;
    if (how == null) {
      return null;
    }
    boolean whole = endOfData && output.isTaken();
    boolean allThatWasDemanded = output.isDemandMet() && (endOfData || output.header().started());
    return whole || (rest != null && allThatWasDemanded) ? meaningOf(how) : null;
  }

  /** What an exit means: the command's own, or the wrapper's where the command never began. */
  private ExchangeEnd meaningOf(Exit how) {
    return ExchangeEnd.ofProcess(
        output.header(),
        how,
        target + " ended with " + how + " before the command began: " + output.beforeTheCommand());
  }

  /** Finds out when its last output has come, where the server does not say. */
  void watchForTheRest() {
    if (!endOfData && afterExit == null) {
      afterExit = new AfterExit(this);
      afterExit.start();
    }
  }

  /** Whether the rest is waited for with a limit. */
  boolean isWaitingForTheRest() {
    return rest != null;
  }

  /**
   * The process ended by itself and the attempt is being stopped: what was demanded is awaited,
   * within the grace.
   */
  void waitForTheRest(Duration grace) {
    if (rest != null) {
      return;
    }
    rest = later(grace.minus(grace.dividedBy(20)), this::restIsLate);
    exchange.endIfComplete();
    if (grace.isZero()) {
      restIsLate();
    }
  }

  private void restIsLate() {
    exchange.end(
        new ExchangeEnd.Lost(
            FailureKind.EXIT_UNKNOWN,
            target + " ended with " + exit + ", but its output did not arrive in time"));
  }

  /** Nothing is waited for any more. */
  void stop() {
    if (afterExit != null) {
      afterExit.stop();
    }
    if (rest != null) {
      rest.cancel();
    }
  }

  @Override
  public boolean ping() {
    SessionChannel open = exchange.channel();
    return open != null && open.ping();
  }

  @Override
  public void pingConnection(Runnable answer) {
    SessionChannel open = exchange.channel();
    if (open != null) {
      Link link = open.link();
      link.ping(
          () -> {
            if (link.isOpen()) {
              exchange.post(answer);
            }
          });
    }
  }

  @Override
  public boolean isHeldBack() {
    return !output.isTaken();
  }

  @Override
  public void drained() {
    endOfData = true;
    exchange.endIfComplete();
  }

  @Override
  public Scheduler.Cancellation afterQuiet(Runnable action) {
    return services.quiet().schedule(() -> exchange.post(action));
  }

  @Override
  public Scheduler.Cancellation later(Duration delay, Runnable action) {
    return exchange.later(delay, action);
  }
}
