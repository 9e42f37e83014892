package dog.rebe.execution;

/** Where a call is when it is not running through steps: waiting, or on a node. */
interface Stoppable {
  /** May be called more than once, by any thread. */
  void stop(StopCause cause);
}
