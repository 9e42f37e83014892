package dog.rebe.runner;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What takes back a run, and what of it stays. Immutable.
 *
 * @param undone the id of the run that is to be taken back
 * @param proposal takes back what can be; empty if nothing can. It is approved and applied as any
 *     other
 * @param left what stays for a person; copied
 * @param earlier the runs that took back a part of it before, oldest first; copied
 * @param coverage at how many of the machines it could be looked
 */
public record UndoProposal(
    String undone,
    Optional<Proposal> proposal,
    List<LeftInPlace> left,
    List<String> earlier,
    Coverage coverage) {

  public UndoProposal {
    Objects.requireNonNull(undone, "undone");
    Objects.requireNonNull(proposal, "proposal");
    Objects.requireNonNull(coverage, "coverage");
    left = List.copyOf(left);
    earlier = List.copyOf(earlier);
  }

  /** In plain words, one line for each thing that stays, and one for what was not seen. */
  public String account() {
    StringBuilder text = new StringBuilder("Run ").append(undone).append(": ");
    if (proposal.isEmpty()) {
      text.append(
          left.isEmpty()
              ? "it left nothing that could be taken back."
              : "nothing of it can be taken back by itself. Somebody must look.");
    } else {
      text.append(
          left.isEmpty()
              ? "all of it can be taken back."
              : "a part of it can be taken back. Somebody must look at the rest.");
    }
    if (!earlier.isEmpty()) {
      text.append(" Something of it was taken back before, by ");
      text.append(String.join(", ", earlier)).append('.');
    }
    left.forEach(one -> text.append("\n- ").append(one));
    if (!coverage.isWhole()) {
      text.append("\n").append(coverage.words());
    }
    return text.toString();
  }
}
