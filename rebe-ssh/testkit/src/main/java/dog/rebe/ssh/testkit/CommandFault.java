package dog.rebe.ssh.testkit;

import java.time.Duration;
import java.util.Objects;

/**
 * A fault that shows when a command runs. The scripts by which a client ends a command are exempt:
 * a node on which a command hangs can still be told to end it.
 */
public sealed interface CommandFault extends Fault {

  /**
   * Commands hang.
   *
   * @param afterBytes of output, 0 or more
   */
  record Hangs(long afterBytes) implements CommandFault {
    public Hangs {
      requireNotNegative(afterBytes);
    }
  }

  /**
   * Commands take longer.
   *
   * @param delay before the first byte; not negative
   */
  record Slow(Duration delay) implements CommandFault {
    public Slow {
      if (delay.isNegative()) {
        throw new IllegalArgumentException("A delay of " + delay + " is negative");
      }
    }
  }

  /**
   * Commands die.
   *
   * @param signal without {@code SIG}
   */
  record KilledBy(String signal) implements CommandFault {
    public KilledBy {
      Objects.requireNonNull(signal, "signal");
    }
  }

  /** Channels close without an exit status. */
  record Vanishes() implements CommandFault {}

  /** The exit status comes first and the output after it. */
  record OutputAfterExit() implements CommandFault {}

  /** Output without end. */
  record Floods() implements CommandFault {}

  /**
   * Random bytes in place of the output.
   *
   * @param bytes how many, 0 or more
   * @param seed the same bytes for the same seed
   */
  record Garbage(int bytes, long seed) implements CommandFault {
    public Garbage {
      requireNotNegative(bytes);
    }
  }

  /**
   * The connection closes in the middle of the output.
   *
   * @param afterBytes of output, 0 or more
   */
  record CutsConnection(long afterBytes) implements CommandFault {
    public CutsConnection {
      requireNotNegative(afterBytes);
    }
  }

  private static void requireNotNegative(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(bytes + " bytes: use 0 or more");
    }
  }
}
