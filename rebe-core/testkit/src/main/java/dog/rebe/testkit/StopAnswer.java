package dog.rebe.testkit;

import dog.rebe.outcome.Exit;
import java.time.Duration;
import java.util.Objects;

/**
 * What a simulated node does when a running command is stopped. Before the point of no return a
 * stop is answered at once, unless it is {@link Never}.
 */
public sealed interface StopAnswer {

  /**
   * The end is confirmed.
   *
   * @param after after this time
   */
  record Confirmed(Duration after) implements StopAnswer {
    public Confirmed {
      Objects.requireNonNull(after, "after");
    }
  }

  /**
   * The end cannot be confirmed.
   *
   * @param after after this time
   */
  record Unconfirmed(Duration after) implements StopAnswer {
    public Unconfirmed {
      Objects.requireNonNull(after, "after");
    }
  }

  /**
   * The command had just ended by itself.
   *
   * @param exit in this way
   */
  record Exited(Exit exit) implements StopAnswer {
    public Exited {
      Objects.requireNonNull(exit, "exit");
    }
  }

  /** There is no answer: a transport that breaks its contract, or a grace that is too short. */
  record Never() implements StopAnswer {}
}
