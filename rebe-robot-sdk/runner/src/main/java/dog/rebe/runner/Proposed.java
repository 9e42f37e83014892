package dog.rebe.runner;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of a robot's look at its nodes. Immutable.
 *
 * @param proposal what it proposes; empty if there is nothing to do on the nodes that it could look
 *     at
 * @param coverage at how many of them it could
 */
public record Proposed(Optional<Proposal> proposal, Coverage coverage) {

  public Proposed {
    Objects.requireNonNull(proposal, "proposal");
    Objects.requireNonNull(coverage, "coverage");
  }

  /** Whether every node could be looked at, and there is nothing to do. */
  public boolean isWell() {
    return proposal.isEmpty() && coverage.isWhole();
  }

  /**
   * The proposal.
   *
   * @throws NoSuchElementException if there is none; says how many nodes were looked at
   */
  public Proposal orElseThrow() {
    return proposal.orElseThrow(() -> new NoSuchElementException(words()));
  }

  /** In a sentence or two, for whoever asked. */
  public String words() {
    int seen = coverage.nodes() - coverage.unseen().size();
    String machines = seen + (seen == 1 ? " machine" : " machines");
    String found =
        proposal
            .map(one -> one.plan().purpose())
            .orElse(seen == 0 ? "" : "There is nothing to do on " + machines + ".");
    if (coverage.nodes() == 0) {
      return "There is no machine to look at.";
    }
    return coverage.isWhole() ? found : (found + " " + coverage.words()).strip();
  }
}
