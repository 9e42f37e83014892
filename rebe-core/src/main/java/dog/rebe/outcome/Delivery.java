package dog.rebe.outcome;

/**
 * What may have happened on the node. The point of no return is the first byte of the request to
 * execute: before it a failure is {@link #NOT_STARTED}; after it only the server's refusal of that
 * request proves that nothing ran.
 */
public enum Delivery {
  /** Provably never ran. */
  NOT_STARTED,
  /** Ended by itself, whatever its exit status or signal. */
  COMPLETED,
  /** Started, was ended by us, and its end is confirmed; its effects may be partial. */
  STOPPED,
  /** Detached and known to be alive. */
  RUNNING,
  /** May have run, wholly, in part, or not at all; may still be running. */
  UNKNOWN
}
