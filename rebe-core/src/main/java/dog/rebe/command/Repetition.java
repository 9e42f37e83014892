package dog.rebe.command;

/** Whether running a command twice leaves the machine as running it once does. */
public enum Repetition {
  /** Twice is the same as once (idempotent). */
  REPEATABLE,
  /** Twice is not the same as once. */
  ONCE
}
