package dog.rebe.ssh.sftp;

import dog.rebe.execution.Scheduler;
import dog.rebe.files.FilePath;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Circumstances;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.ExplanationCatalogue;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.time.Duration;
import java.util.Optional;

/** Runs something within a deadline and says what came of it. */
final class SftpOutcomes {

  /** Something that asks the server. */
  @FunctionalInterface
  interface Work<T> {
    T run(SftpClock clock) throws SftpStatus, SftpProblem;
  }

  private final NodeId node;
  private final Scheduler scheduler;

  SftpOutcomes(NodeId node, Scheduler scheduler) {
    this.node = node;
    this.scheduler = scheduler;
  }

  <T> Outcome<T> of(FilePath path, Duration deadline, Work<T> work) {
    return of(path, new SftpClock(deadline), work);
  }

  /** The same by a clock that runs already. */
  <T> Outcome<T> of(FilePath path, SftpClock clock, Work<T> work) {
    long startedNanos = scheduler.nanoTime();
    try {
      T value = work.run(clock);
      return new Success<>(value, evidence(startedNanos));
    } catch (SftpStatus status) {
      return failure(status.kind(), path, String.valueOf(status.getMessage()), startedNanos);
    } catch (SftpProblem problem) {
      return failure(problem.kind(), path, String.valueOf(problem.getMessage()), startedNanos);
    }
  }

  private Evidence evidence(long startedNanos) {
    Duration elapsed = Duration.ofNanos(scheduler.nanoTime() - startedNanos);
    return new Evidence(Optional.empty(), elapsed, 1, CapturedOutput.empty());
  }

  private <T> Outcome<T> failure(FailureKind kind, FilePath path, String why, long startedNanos) {
    Evidence evidence = evidence(startedNanos);
    String detail = path + ": " + why;
    Circumstances circumstances =
        new Circumstances(node.value(), false, 1, evidence.elapsed(), Optional.empty(), detail);
    return new Failure<>(
        kind,
        Delivery.COMPLETED,
        evidence,
        ExplanationCatalogue.english().explain(kind, Delivery.COMPLETED, circumstances),
        detail);
  }
}
