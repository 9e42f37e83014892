package dog.rebe.protocol.fleet;

import dog.rebe.outcome.FailureKind;
import java.util.Objects;

/** How a run that an agent drove ended, as its caller knows it. */
public sealed interface FleetEnd {

  /** Every node of the run has been told of, exactly once. */
  record Complete() implements FleetEnd {}

  /**
   * Nothing of the run was started.
   *
   * @param kind why
   * @param detail for the author
   */
  record NotBegun(FailureKind kind, String detail) implements FleetEnd {
    public NotBegun {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(detail, "detail");
    }
  }

  /**
   * The agent is not heard of any more. What was told of stays true; on every other node of the run
   * the command may have run or not, and its delivery is unknown.
   *
   * @param kind why
   * @param detail for the author
   */
  record Lost(FailureKind kind, String detail) implements FleetEnd {
    public Lost {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(detail, "detail");
    }
  }
}
