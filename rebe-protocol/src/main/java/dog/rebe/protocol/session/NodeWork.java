package dog.rebe.protocol.session;

import dog.rebe.command.Command;
import dog.rebe.command.DetachedWork;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Limits;
import dog.rebe.command.RunAs;
import dog.rebe.command.Token;
import dog.rebe.command.WorkOutput;
import dog.rebe.command.WorkState;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.Scheduler;
import dog.rebe.node.Node;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.wire.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The work of one token on one node, as an agent asks the node for it, until a time. Each question
 * is a command of the agent's own; nothing blocks. Thread-safe.
 */
final class NodeWork {

  private static final int STATE_BYTES = 4_096;

  /** A reading command keeps so much of its limit for a line about the state. */
  private static final int STATE_LINE_BYTES = 200;

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final CommandExecutor executor;
  private final Node node;
  private final Token token;
  private final Optional<RunAs> user;
  private final Scheduler scheduler;
  private final long endNanos;

  NodeWork(
      CommandExecutor executor,
      Node node,
      Token token,
      Optional<RunAs> user,
      Scheduler scheduler,
      Duration timeLeft) {
    this.executor = executor;
    this.node = node;
    this.token = token;
    this.user = user;
    this.scheduler = scheduler;
    this.endNanos = scheduler.nanoTime() + Nanos.of(timeLeft);
  }

  Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, endNanos - scheduler.nanoTime()));
  }

  /** The same work under this epoch, if it is bound to none. */
  NodeWork boundTo(JournalEpoch present) {
    return token.epoch().isPresent()
        ? this
        : new NodeWork(executor, node, token.under(present), user, scheduler, timeLeft());
  }

  boolean isBound() {
    return token.epoch().isPresent();
  }

  void askEpoch(Consumer<Outcome<JournalEpoch>> listener) {
    ask(JournalEpoch.ask(limits(STATE_BYTES), user), listener);
  }

  void askState(Consumer<Outcome<WorkState>> listener) {
    ask(work().state(limits(STATE_BYTES)), listener);
  }

  /** Ends the work, as far as it has not ended. */
  void end(Consumer<Outcome<WorkState>> listener) {
    ask(work().cancel(limits(STATE_BYTES)), listener);
  }

  /** What was printed to this stream from this byte on, at most so much of it. */
  void read(OutputStream stream, long from, int most, Consumer<Outcome<WorkOutput>> listener) {
    Limits limits = limits(most + STATE_LINE_BYTES);
    Command<WorkOutput> command =
        stream == OutputStream.STDERR
            ? work().errors(from, Duration.ZERO, limits)
            : work().output(from, Duration.ZERO, limits);
    ask(command, listener);
  }

  private DetachedWork work() {
    return new DetachedWork(token, user);
  }

  private Limits limits(long bytes) {
    Duration left = timeLeft();
    Duration time = left.compareTo(LONGEST) > 0 ? LONGEST : left;
    return Limits.of(time.compareTo(SHORTEST) < 0 ? SHORTEST : time, bytes);
  }

  private <T> void ask(Command<T> command, Consumer<Outcome<T>> listener) {
    executor.start(command, node).outcome().subscribe(listener);
  }
}
