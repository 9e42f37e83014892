package dog.rebe.cli;

import dog.rebe.change.Digest;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.runner.ApprovalSigner;
import dog.rebe.runner.PlainSummary;
import dog.rebe.runner.PolicyVerdict;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.SignedApproval;
import java.time.Duration;
import java.util.Optional;

/** Shows a proposal to whoever sits here, and signs what they decide. */
final class RunApproval {

  private final Terminal terminal;

  RunApproval(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The plain summary, on the screen. */
  static void show(Proposal proposal, Screen screen) {
    PlainSummary.of(proposal).lines().forEach(screen::line);
  }

  /** Whether a policy denies it, which it is told then. */
  boolean isDenied(Proposal proposal) {
    if (proposal.verdict() instanceof PolicyVerdict.Denied denied) {
      terminal.screen().flush();
      terminal
          .screen()
          .remark(Tone.BAD, "The policy denies it: " + denied.reason() + " Nobody can approve it.");
      return true;
    }
    return false;
  }

  /** How many people must approve it. */
  static int needed(Proposal proposal) {
    return proposal.verdict() instanceof PolicyVerdict.NeedsApproval needs ? needs.approvers() : 0;
  }

  /**
   * An approval by this key, if the person types the digits of the digest, or has given all of it.
   * A yes would be typed by habit.
   *
   * @param given the digest that was typed as an option
   * @param validFor how long it counts
   * @param unattended how it is approved where nobody can be asked
   */
  Optional<SignedApproval> ask(
      Proposal proposal,
      SigningKey key,
      Optional<String> given,
      Duration validFor,
      String unattended) {
    if (given.isPresent() ? !isDigest(proposal, given.get()) : !isConfirmed(proposal, unattended)) {
      return Optional.empty();
    }
    return Optional.of(sign(proposal, key, validFor));
  }

  /** An approval of what nobody need look at, because no machine is there. */
  SignedApproval sign(Proposal proposal, SigningKey key, Duration validFor) {
    return ApprovalSigner.of(key).approve(proposal, terminal.clock().instant(), validFor);
  }

  private boolean isDigest(Proposal proposal, String given) {
    Digest typed;
    try {
      typed = new Digest(given);
    } catch (IllegalArgumentException e) {
      throw new BadInput("--approve: " + e.getMessage(), e);
    }
    if (typed.equals(proposal.subject())) {
      return true;
    }
    terminal
        .screen()
        .remark(
            Tone.BAD,
            "rebe: --approve "
                + typed.abbreviated()
                + "... is for something else. The digest of this is "
                + proposal.subject());
    return false;
  }

  private boolean isConfirmed(Proposal proposal, String unattended) {
    Screen screen = terminal.screen();
    Question question = new Question(terminal);
    if (!question.canBeAsked()) {
      screen.flush();
      screen.remark(
          Tone.PLAIN, "Nothing was changed, because nobody is here to approve it. " + unattended);
      return false;
    }
    boolean confirmed =
        question.isAnsweredBy(
            "To approve exactly this, type " + proposal.subject().abbreviated() + ": ",
            proposal.subject().abbreviated());
    if (!confirmed) {
      screen.remark(Tone.PLAIN, "Declined. Nothing was changed.");
    }
    return confirmed;
  }
}
