package dog.rebe.execution;

import dog.rebe.files.FileView;
import dog.rebe.node.Node;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Opens the files of nodes. No steps: it runs nothing on a node, so there is nothing to protect.
 */
final class FilesOpening {

  private final Surroundings surroundings;
  private final Running running;

  FilesOpening(Surroundings surroundings, Running running) {
    this.surroundings = surroundings;
    this.running = running;
  }

  Outcome<FileView> open(Node node, Duration deadline) {
    if (deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException(
          "The deadline " + deadline + " for opening files must be longer than zero");
    }
    long startedNanos = surroundings.scheduler().nanoTime();
    String scheme = node.endpoint().scheme();
    Transport transport = surroundings.transports().get(scheme);
    if (running.isClosed()) {
      return failed(node, FailureKind.EXECUTOR_CLOSED, "The executor is closed", startedNanos, 0);
    }
    if (transport == null || !transport.capabilities().contains(Capability.FILES)) {
      return failed(
          node,
          FailureKind.UNSUPPORTED,
          "No transport was given that reads files for '" + scheme + "'",
          startedNanos,
          0);
    }
    return await(node, transport, deadline, startedNanos);
  }

  private Outcome<FileView> await(
      Node node, Transport transport, Duration deadline, long startedNanos) {
    CompletableFuture<Outcome<FileView>> answer = new CompletableFuture<>();
    Scheduler.Cancellation timer =
        surroundings
            .scheduler()
            .schedule(
                deadline,
                () ->
                    answer.complete(
                        failed(node, FailureKind.TIMED_OUT, deadline.toString(), startedNanos, 1)));
    transport
        .openFiles(node, deadline)
        .whenComplete(
            (view, failure) -> {
              boolean taken =
                  answer.complete(
                      view == null
                          ? failed(node, failure, startedNanos)
                          : new Success<>(view, evidence(startedNanos, 1)));
              if (!taken && view != null) {
                view.close();
              }
            });
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.complete(
          failed(node, FailureKind.CANCELLED, "The thread was interrupted", startedNanos, 1));
      Thread.currentThread().interrupt();
      return answer.join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("An outcome never fails", e);
    } finally {
      timer.cancel();
    }
  }

  private Outcome<FileView> failed(Node node, Throwable failure, long startedNanos) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    FailureKind kind =
        cause instanceof TransportException known ? known.kind() : FailureKind.INTERNAL_ERROR;
    Failure<FileView> failed =
        failed(node, kind, String.valueOf(cause.getMessage()), startedNanos, 1);
    return cause instanceof TransportException known
        ? new Failure<>(
            failed.kind(),
            failed.delivery(),
            failed.evidence(),
            failed.explanation(),
            failed.detail(),
            known.jumpHost())
        : failed;
  }

  private Failure<FileView> failed(
      Node node, FailureKind kind, String detail, long startedNanos, int attempts) {
    Evidence evidence = evidence(startedNanos, attempts);
    return new Failure<>(
        kind,
        Delivery.NOT_STARTED,
        evidence,
        ExplanationCatalogue.english()
            .explain(
                kind,
                Delivery.NOT_STARTED,
                new Circumstances(
                    node.id().value(),
                    false,
                    attempts,
                    evidence.elapsed(),
                    Optional.empty(),
                    detail)),
        detail);
  }

  private Evidence evidence(long startedNanos, int attempts) {
    return new Evidence(
        Optional.empty(),
        Duration.ofNanos(surroundings.scheduler().nanoTime() - startedNanos),
        attempts,
        CapturedOutput.empty());
  }
}
