package dog.rebe.execution;

import dog.rebe.node.Node;
import dog.rebe.outcome.Outcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A call on one node, as its caller sees it. */
final class SingleCall<T> implements Call<T>, Recipient<T> {

  private final Node node;
  private final WorkerThreads workers;
  private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
  private final Waiter<Outcome<T>> waiter = new Waiter<>(outcome);
  private final @Nullable StreamedOutput stream;
  private volatile @Nullable Passage<T> passage;

  SingleCall(Node node, WorkerThreads workers, boolean streamed) {
    this.node = node;
    this.workers = workers;
    this.stream = streamed ? new StreamedOutput(workers.executor(), this::cancel) : null;
  }

  @Nullable StreamedOutput stream() {
    return stream;
  }

  void travels(Passage<T> newPassage) {
    passage = newPassage;
  }

  @Override
  public void arrived(Passage<T> arrived, Outcome<T> end) {
    if (stream != null) {
      end.failure()
          .ifPresentOrElse(
              failure -> stream.fail(new CommandFailedException(node.id(), failure)),
              stream::finish);
    }
    outcome.complete(end);
    waiter.wake();
  }

  @Override
  public boolean takes(Move move) {
    return waiter.takes(move);
  }

  @Override
  public Node node() {
    return node;
  }

  @Override
  public Mono<Outcome<T>> outcome() {
    return Mono.fromFuture(outcome, true).publishOn(workers.scheduler());
  }

  @Override
  public Outcome<T> await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return waiter.await();
        } catch (InterruptedException e) {
          interrupted = true;
          cancel();
        }
      }
    } finally {
      waiter.leave(workers.executor());
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void cancel() {
    Passage<T> travelling = passage;
    if (travelling != null) {
      travelling.stop(StopCause.CANCELLED);
    }
  }

  /** The output of a call that streams. */
  Flux<OutputChunk> output() {
    if (stream == null) {
      throw new IllegalStateException("This call keeps its output for the decoder");
    }
    return Flux.from(stream);
  }
}
