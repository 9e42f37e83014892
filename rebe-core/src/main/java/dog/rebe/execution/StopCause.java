package dog.rebe.execution;

import dog.rebe.outcome.FailureKind;

/** Why we end a call, or one attempt of it, before it ends by itself. */
enum StopCause {
  DEADLINE,
  ATTEMPT_TIMEOUT,
  IDLE,
  OVERFLOW,
  CANCELLED,
  CLOSED;

  FailureKind kind() {
    return switch (this) {
      case DEADLINE, ATTEMPT_TIMEOUT, IDLE -> FailureKind.TIMED_OUT;
      case OVERFLOW -> FailureKind.OUTPUT_LIMIT;
      case CANCELLED -> FailureKind.CANCELLED;
      case CLOSED -> FailureKind.EXECUTOR_CLOSED;
    };
  }

  /** Whether somebody asked for the end, so that no failure of the way matters any more. */
  boolean isWish() {
    return this == CANCELLED || this == CLOSED;
  }
}
