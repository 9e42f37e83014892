package dog.rebe.ssh.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long tests wait for what must come: so long that a busy machine is never the reason that it
 * does not. It costs time only where a test fails.
 */
public final class Awaiting {

  /** For whatever must come. */
  public static final Duration LONG = Duration.ofMinutes(2);

  private Awaiting() {}

  /** Waits for a condition. */
  public static ConditionFactory await() {
    return Awaitility.await().atMost(LONG);
  }
}
