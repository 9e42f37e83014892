package dog.rebe.execution;

import dog.rebe.outcome.Outcome;

/** Who is handed the outcome of a call, once, on a worker. */
@FunctionalInterface
interface Recipient<T> {
  void arrived(Passage<T> passage, Outcome<T> outcome);
}
