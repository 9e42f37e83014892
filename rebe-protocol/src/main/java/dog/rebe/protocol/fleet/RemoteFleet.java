package dog.rebe.protocol.fleet;

/** A run that an agent drives. Thread-safe. */
public interface RemoteFleet {

  /**
   * Allows the agent to tell so many results more. While it may not, it begins no more nodes than a
   * bounded number ahead.
   *
   * @param results calls of {@link FleetListener#onResults}, from 1
   */
  void request(long results);

  /**
   * Asks for the end: what runs is ended, what had not begun ends as not started. The outcomes
   * still arrive as they are requested, and the end after them. Idempotent, does not block.
   */
  void cancel();
}
