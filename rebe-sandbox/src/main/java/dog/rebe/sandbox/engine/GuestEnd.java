package dog.rebe.sandbox.engine;

import dog.rebe.outcome.FailureKind;

/** How the run of an instance ended. */
public sealed interface GuestEnd {

  /** {@code _start} returned, or the guest called {@code proc_exit}. */
  record Exited(int status) implements GuestEnd {}

  /** The thread was interrupted. */
  record Interrupted() implements GuestEnd {}

  /**
   * It ended in another way.
   *
   * @param detail for the author of the plugin
   */
  record Stopped(FailureKind kind, String detail) implements GuestEnd {}
}
