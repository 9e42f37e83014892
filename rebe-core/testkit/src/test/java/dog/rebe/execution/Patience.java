package dog.rebe.execution;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what must come: longer than the busiest machine takes. */
public final class Patience {

  /** Nothing that is not broken takes so long. */
  public static final Duration LONG = Duration.ofSeconds(60);

  private Patience() {}

  /**
   * Waits for a condition for {@link #LONG}; Awaitility's own ten seconds are too few under load.
   */
  public static ConditionFactory await() {
    return Awaitility.await().atMost(LONG);
  }
}
