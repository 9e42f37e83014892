package dog.rebe.protocol;

import dog.rebe.command.JournalEpoch;
import dog.rebe.command.WorkState;
import java.util.Objects;

/**
 * How the work of a token stands on a node. Immutable.
 *
 * @param state as the node's journal says. {@link WorkState.NotRecorded} under an epoch that is
 *     still the {@code present} one means that the token was not claimed; bound to that epoch it
 *     may be delivered without running twice
 * @param present which life of the journal answered
 * @see AgentTransport#tokenStatus
 */
public record TokenStanding(WorkState state, JournalEpoch present) {

  public TokenStanding {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(present, "present");
  }
}
