package dog.rebe.sandbox;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.sandbox.engine.GuestEnd;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** One call of a plugin, from the wait for a thread to its outcome. */
final class RunningCall {

  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final PluginCall call;
  private final GuestThreads threads;
  private final Failures failures;
  private final GuestSurroundings surroundings;
  private final GuestRun run;
  private final long begin = System.nanoTime();

  RunningCall(
      Plugin plugin, PluginCall call, GuestThreads threads, Clock clock, Failures failures) {
    this.call = call;
    this.threads = threads;
    this.failures = failures;
    this.surroundings =
        new GuestSurroundings(plugin, call, threads.starters(), clock, this::nanosLeft);
    this.run = new GuestRun(surroundings::run);
  }

  Outcome<CapturedOutput> run() {
    try {
      if (!threads.acquire(nanosLeft())) {
        return failures.notStarted(
            FailureKind.BULKHEAD_FULL, "No thread became free within the plugin's deadline");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failures.notStarted(FailureKind.CANCELLED, "The thread was interrupted");
    }
    try {
      threads.start(run);
    } catch (RejectedExecutionException e) {
      return failures.notStarted(FailureKind.EXECUTOR_CLOSED, "The plugin host is closed");
    }
    FailureKind why = FailureKind.PLUGIN_TIMED_OUT;
    try {
      if (run.await(nanosLeft())) {
        return ended(FailureKind.CANCELLED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why = FailureKind.CANCELLED;
    }
    run.stop();
    return stopped(why) ? ended(why) : left(why);
  }

  private long nanosLeft() {
    return Math.max(0, saturated(call.limits().deadline()) - (System.nanoTime() - begin));
  }

  private static long saturated(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Waits for the end through further interrupts, and keeps them for the caller. */
  private boolean stopped(FailureKind why) {
    boolean interrupted = why == FailureKind.CANCELLED && Thread.interrupted();
    long until = System.nanoTime() + GRACE_NANOS;
    try {
      while (true) {
        try {
          return run.await(until - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** It runs on: nothing that it writes to may be touched. */
  private Outcome<CapturedOutput> left(FailureKind why) {
    return failures.of(
        why,
        Delivery.RUNNING,
        evidence(Optional.empty(), CapturedOutput.empty()),
        "It could not be ended within two seconds after its deadline, and still has its thread");
  }

  private Outcome<CapturedOutput> ended(FailureKind ifInterrupted) {
    CapturedOutput output = surroundings.output();
    GuestEnd end = run.end();
    if (end instanceof GuestEnd.Exited exited) {
      Evidence evidence = evidence(Optional.of(new ExitStatus(exited.status())), output);
      return exited.status() == 0
          ? new Success<>(output, withCountsOnly(evidence))
          : failures.of(FailureKind.PLUGIN_FAILED, Delivery.COMPLETED, evidence, lastLine(output));
    }
    Evidence evidence = evidence(Optional.empty(), output);
    if (end instanceof GuestEnd.Stopped stopped) {
      return failures.of(stopped.kind(), Delivery.COMPLETED, evidence, stopped.detail());
    }
    if (end instanceof GuestEnd.Interrupted) {
      String detail =
          ifInterrupted == FailureKind.PLUGIN_TIMED_OUT
              ? "It was not done within " + call.limits().deadline()
              : "The call was cancelled";
      return failures.of(ifInterrupted, Delivery.STOPPED, evidence, detail);
    }
    return failures.of(
        FailureKind.INTERNAL_ERROR, Delivery.COMPLETED, evidence, "The host failed in this call");
  }

  private Evidence evidence(Optional<ExitStatus> exit, CapturedOutput output) {
    return new Evidence(
        exit.map(status -> status), Duration.ofNanos(System.nanoTime() - begin), 1, output);
  }

  private static Evidence withCountsOnly(Evidence evidence) {
    return new Evidence(
        evidence.exit(), evidence.elapsed(), evidence.attempts(), evidence.output().countsOnly());
  }

  /** What a program says last is usually why it gave up. */
  private static String lastLine(CapturedOutput output) {
    String log = output.stderr().utf8().strip();
    return log.isEmpty()
        ? "It ended with a status other than 0, and said nothing"
        : log.substring(log.lastIndexOf('\n') + 1);
  }
}
