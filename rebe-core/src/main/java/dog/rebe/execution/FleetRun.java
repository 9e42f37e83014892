package dog.rebe.execution;

import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A command on its way on many nodes. Every node gets exactly one terminal outcome, and memory
 * grows with what is in flight, never with the size of the fleet. Thread-safe.
 *
 * @param <T> the type of the decoded value
 */
public interface FleetRun<T> {

  /**
   * The outcomes as they complete, for one subscriber. New nodes start as the lesser of concurrency
   * and the subscriber's demand allows; one who does not demand stops starts while nothing is held
   * for him. Cancelling the subscription cancels the run; the outcomes still reach summary and
   * chronicle.
   */
  Flux<NodeOutcome<T>> outcomes();

  /** Progress, conflated: a slow subscriber sees the latest state. */
  Flux<FleetProgress> progress();

  /** The summary, once every node has its outcome. Replayed. */
  Mono<FleetSummary> summary();

  /**
   * Runs everything, hands each outcome to {@code consumer} on the calling thread, and returns the
   * summary. An interrupt cancels the run, keeps the flag, and still hands over what ends.
   */
  FleetSummary forEach(Consumer<? super NodeOutcome<T>> consumer);

  /** Asks for the end: what runs is ended, what had not begun ends as not started. Idempotent. */
  void cancel();
}
