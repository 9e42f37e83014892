package dog.rebe.testkit;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.outcome.FailureKind;
import java.time.Duration;
import java.util.Objects;

/**
 * One thing that a simulated node does in an attempt. {@link Script} has methods that make them.
 */
public sealed interface ScriptStep {

  /**
   * Nothing happens for a while.
   *
   * @param duration how long
   */
  record Pause(Duration duration) implements ScriptStep {
    public Pause {
      Objects.requireNonNull(duration, "duration");
    }
  }

  /** The request to execute is sent: the point of no return. */
  record Commit() implements ScriptStep {}

  /**
   * The command begins on the node, and counts as an execution; the listener does not hear of it.
   */
  record Run() implements ScriptStep {}

  /** The node confirms the start. The command begins, if it has not. */
  record Accept() implements ScriptStep {}

  /**
   * Output of one chunk, once it is demanded.
   *
   * @param stream which stream
   * @param text the output; sent as UTF-8
   */
  record Output(OutputStreamName stream, String text) implements ScriptStep {
    public Output {
      Objects.requireNonNull(stream, "stream");
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * Output without end, a chunk for each that is demanded.
   *
   * @param stream which stream
   * @param chunkBytes the size of a chunk, at least 1
   */
  record Flood(OutputStreamName stream, int chunkBytes) implements ScriptStep {
    public Flood {
      Objects.requireNonNull(stream, "stream");
      if (chunkBytes < 1) {
        throw new IllegalArgumentException("Chunks of " + chunkBytes + " bytes: use 1 or more");
      }
    }
  }

  /**
   * The attempt ends.
   *
   * @param how in this way
   */
  record End(ExchangeEnd how) implements ScriptStep {
    public End {
      Objects.requireNonNull(how, "how");
    }
  }

  /**
   * The connection breaks: the attempt ends as not started before the commit, as lost after it.
   *
   * @param kind of this kind
   */
  record Break(FailureKind kind) implements ScriptStep {
    public Break {
      Objects.requireNonNull(kind, "kind");
    }
  }

  /** Nothing happens ever after, but for {@code stop}. */
  record Hang() implements ScriptStep {}
}
