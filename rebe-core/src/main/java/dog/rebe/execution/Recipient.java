package dog.rebe.execution;

import dog.rebe.outcome.Outcome;

/** Who is handed the outcome of a call, once, on a worker or on a thread that waits for it. */
@FunctionalInterface
interface Recipient<T> {
  void arrived(Passage<T> passage, Outcome<T> outcome);

  /**
   * Shows whoever waits for the outcome the piece of the way that leads to it.
   *
   * @return whether a thread that waits surely walks it
   */
  default boolean takes(Move move) {
    return false;
  }
}
