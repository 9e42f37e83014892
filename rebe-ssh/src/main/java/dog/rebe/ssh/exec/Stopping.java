package dog.rebe.ssh.exec;

import dog.rebe.command.Command;
import dog.rebe.command.ProcessGroup;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.Scheduler;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.link.Target;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends what an exchange has started: waits for its process group to be announced, kills it on
 * another channel, and says within the grace what that achieved. Confined to the exchange's
 * mailbox.
 */
final class Stopping implements ControlScript.Listener {

  /**
   * How long a channel for the ending is looked for. Longer than any grace that is usual: when
   * nobody waits for the answer any more, the process is still to be ended.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ExecExchange exchange;
  private final Command<?> command;
  private final Target target;
  private final ExecServices services;
  private final Duration grace;
  private final long byNanos;
  private Scheduler.@Nullable Cancellation timer;
  private @Nullable ControlScript control;
  private String tried = "the command had not yet announced its process group";
  private boolean sent;
  private boolean exited;

  Stopping(ExecExchange exchange, Command<?> command, Target target, ExecServices services) {
    this.exchange = exchange;
    this.command = command;
    this.target = target;
    this.services = services;
    this.grace = command.limits().grace();
    this.byNanos = services.scheduler().nanoTime() + grace.toNanos();
  }

  void begin(Optional<ProcessGroup> group) {
    // A little before the grace ends: what was achieved is to be told within it.
    Duration wait = grace.minus(grace.dividedBy(20));
    timer = exchange.later(wait, this::timeIsUp);
    group.ifPresent(this::groupKnown);
    if (grace.isZero()) {
      timeIsUp();
    }
  }

  void groupKnown(ProcessGroup group) {
    if (control != null) {
      return;
    }
    Duration left = Duration.ofNanos(Math.max(0, byNanos - services.scheduler().nanoTime()));
    tried = "the end of process group " + group.id() + " was asked for, and not confirmed in time";
    control =
        ControlScript.start(
            services,
            target,
            group.endScript(left.dividedBy(2), command.runAs()),
            left.compareTo(PATIENCE) > 0 ? left : PATIENCE,
            this);
  }

  /** The process has said how it ended. */
  void exited() {
    exited = true;
    if (!sent) {
      finish();
      if (control != null) {
        control.callOff();
      }
      exchange.endedByItself();
    }
  }

  /** The channel is closed; the script on the other channel still has its say. */
  void closed(@Nullable Fault lost) {
    if (lost != null || control == null) {
      String why = lost == null ? "the channel closed" : lost.detail();
      finish();
      exchange.stopped(new ExchangeEnd.StoppedUnconfirmed(tried + "; " + why));
    }
  }

  @Override
  public void sending() {
    exchange.post(() -> sent = true);
  }

  @Override
  public void said(String output, String detail) {
    exchange.post(
        () -> {
          finish();
          if (ProcessGroup.confirmed(output)) {
            exchange.stopped(new ExchangeEnd.StoppedConfirmed());
          } else if (exited && !sent) {
            exchange.endedByItself();
          } else {
            exchange.stopped(
                new ExchangeEnd.StoppedUnconfirmed(
                    tried + (detail.isEmpty() ? "" : ": " + detail)));
          }
        });
  }

  private void timeIsUp() {
    finish();
    exchange.stopped(new ExchangeEnd.StoppedUnconfirmed(tried));
  }

  private void finish() {
    if (timer != null) {
      timer.cancel();
    }
    if (control != null) {
      control.forget();
    }
  }
}
