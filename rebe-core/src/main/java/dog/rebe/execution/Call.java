package dog.rebe.execution;

import dog.rebe.node.Node;
import dog.rebe.outcome.Outcome;
import reactor.core.publisher.Mono;

/**
 * A command on its way on one node. It was started once, by {@link CommandExecutor#start};
 * subscribing, twice or never, starts nothing. Thread-safe.
 *
 * @param <T> the type of the decoded value
 */
public interface Call<T> {

  /** The node on which it runs. */
  Node node();

  /**
   * The outcome, replayed to every subscriber, on a worker thread and never on an I/O thread. It
   * never ends with an error. Cancelling a subscription does not cancel the call; {@link #cancel}
   * does.
   */
  Mono<Outcome<T>> outcome();

  /**
   * Blocks until the outcome is there. The thread that waits first decodes the output itself once
   * it has come, unless a worker is faster. Works from virtual threads. If the thread is
   * interrupted, the command on the node is ended as by {@link #cancel}, the outcome is still
   * waited for (within the command's grace), and the thread's interrupt flag is set again.
   */
  Outcome<T> await();

  /** Asks for the end. The outcome still arrives, and says what that achieved. Idempotent. */
  void cancel();
}
