package dog.rebe.protocol.session;

import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.negotiation.Feature;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a caller wants of an agent beside the execution of a command: it takes a number of the
 * session, is sent once, and is lost with the session.
 */
interface Errand {

  /** What the agent must know. */
  Set<Feature> needs();

  /** How long the frame is that begins it, or a little more. */
  int sizeBytes();

  /** How long a session may be waited for. */
  Duration time();

  /**
   * Sends it under this number; false if it is over already. Called under the session's lock.
   *
   * @param leftNanos what is left of its time
   */
  boolean begin(long number, long leftNanos, Consumer<dog.rebe.protocol.wire.Frame> way);

  /** There is no session, or it is over. */
  void fail(FailureKind kind, String detail);
}
