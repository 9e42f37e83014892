package dog.rebe.execution;

import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A command for many nodes. It begins when {@link #outcomes} are demanded, or with {@link
 * #forEach}; asking for progress or summary alone begins nothing. Every node gets exactly one
 * terminal outcome, and memory grows with what is in flight, never with the size of the fleet.
 * Thread-safe.
 *
 * @param <T> the type of the decoded value
 */
public interface FleetRun<T> {

  /**
   * The outcomes as they complete, on a worker, for one subscriber. New nodes start as the lesser
   * of concurrency and the subscriber's demand allows; one who does not demand stops starts while
   * nothing is held for him: no permit, no channel, no running deadline. Cancelling the
   * subscription cancels the run; the outcomes still reach summary and chronicle.
   *
   * <p>Ends with an error only if the source of the nodes failed, or if the executor was closed
   * while outcomes were left that nobody had demanded; the summary counts those.
   */
  Flux<NodeOutcome<T>> outcomes();

  /**
   * Progress on a worker, conflated: a slow subscriber sees the latest state. Ends with the run.
   */
  Flux<FleetProgress> progress();

  /**
   * The summary, once every node has its outcome, replayed on a worker. Whoever wants nothing else
   * says {@code outcomes().then(summary())}.
   */
  Mono<FleetSummary> summary();

  /**
   * Runs everything, hands each outcome to {@code consumer} on the calling thread, and returns the
   * summary. An interrupt cancels the run, keeps the flag, and still hands over what ends. If the
   * consumer throws, the run is cancelled and the exception passed on without waiting for what
   * ends.
   *
   * @throws IllegalStateException if the outcomes have a subscriber already, or if the executor was
   *     closed while outcomes were left that had not been handed over
   */
  FleetSummary forEach(Consumer<? super NodeOutcome<T>> consumer);

  /** Asks for the end: what runs is ended, what had not begun ends as not started. Idempotent. */
  void cancel();
}
