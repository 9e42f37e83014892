package dog.rebe.ssh;

import dog.rebe.command.Limits;
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

  /** For the end of a process that ends as soon as it is asked to. */
  public static final Duration GRACE = Duration.ofSeconds(40);

  private Awaiting() {}

  /** Waits for a condition. */
  public static ConditionFactory await() {
    return Awaitility.await().atMost(LONG);
  }

  /** What no healthy call comes to. */
  public static Limits unhurried(long outputBytes) {
    return Limits.of(LONG, outputBytes).withGrace(GRACE);
  }
}
