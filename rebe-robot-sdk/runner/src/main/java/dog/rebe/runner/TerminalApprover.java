package dog.rebe.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a person at a terminal: shows the plain summary of a proposal first, and signs only if the
 * person types the first twelve digits of its digest. A yes would be typed by habit. Not
 * thread-safe.
 */
public final class TerminalApprover {

  private final BufferedReader in;
  private final PrintWriter out;
  private final ApprovalSigner signer;
  private final Clock clock;

  private TerminalApprover(BufferedReader in, PrintWriter out, ApprovalSigner signer, Clock clock) {
    this.in = in;
    this.out = out;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * An approver at this terminal.
   *
   * @param in what the person types; never what a program or a node said
   * @param signer signs by the person's key
   * @param clock wall-clock time
   */
  public static TerminalApprover of(
      BufferedReader in, PrintWriter out, ApprovalSigner signer, Clock clock) {
    return new TerminalApprover(in, out, signer, clock);
  }

  /**
   * Shows a proposal and asks for the decision. Blocks until a line was typed.
   *
   * @param validFor how long the approval counts
   * @return the approval; empty if anything else was typed, or the policy denies it
   */
  public Optional<SignedApproval> ask(Proposal proposal, Duration validFor) throws IOException {
    out.print(PlainSummary.of(proposal));
    if (proposal.verdict() instanceof PolicyVerdict.Denied) {
      out.println("The policy denies this. There is nothing to approve.");
      out.flush();
      return Optional.empty();
    }
    String digits = proposal.subject().abbreviated();
    out.println("To approve exactly this, type " + digits + " and press Enter.");
    out.println("Anything else declines.");
    out.flush();
    String typed = in.readLine();
    if (typed == null || !typed.strip().equals(digits)) {
      out.println("Declined. Nothing was changed.");
      out.flush();
      return Optional.empty();
    }
    SignedApproval approval = signer.approve(proposal, clock.instant(), validFor);
    out.println("Approved until " + approval.expiresAt() + ".");
    out.flush();
    return Optional.of(approval);
  }
}
