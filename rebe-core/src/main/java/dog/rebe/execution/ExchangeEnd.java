package dog.rebe.execution;

import dog.rebe.outcome.Exit;
import dog.rebe.outcome.FailureKind;

/** How an attempt ended. */
public sealed interface ExchangeEnd {

  /**
   * The process ended by itself and the node said how.
   *
   * @param exit its exit status or signal
   */
  record Exited(Exit exit) implements ExchangeEnd {}

  /**
   * Provably nothing ran: the connection, the login or the request to execute failed or was
   * refused.
   *
   * @param kind why
   * @param detail for the author
   */
  record NotStarted(FailureKind kind, String detail) implements ExchangeEnd {}

  /**
   * The request was sent and then nobody can say: the connection broke, or the channel closed
   * without an exit.
   *
   * @param kind why
   * @param detail for the author
   */
  record Lost(FailureKind kind, String detail) implements ExchangeEnd {}

  /** {@link Exchange#stop} was called before the point of no return: nothing was sent. */
  record StoppedBeforeStart() implements ExchangeEnd {}

  /** {@link Exchange#stop} ended it, and no process of its group is left but zombies. */
  record StoppedConfirmed() implements ExchangeEnd {}

  /**
   * {@link Exchange#stop} could not confirm the end within the grace.
   *
   * @param detail what was tried, for the author
   */
  record StoppedUnconfirmed(String detail) implements ExchangeEnd {}
}
