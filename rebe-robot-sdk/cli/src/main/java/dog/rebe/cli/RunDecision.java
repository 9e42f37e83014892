package dog.rebe.cli;

import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.cli.json.RobotLines;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.robot.Robot;
import dog.rebe.runner.ApplyOptions;
import dog.rebe.runner.PlainSummary;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.SignedApproval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows a proposal, has it decided by whoever sits here, and carries it out. */
final class RunDecision {

  private static final Duration VALID = Duration.ofMinutes(15);

  private static final String UNATTENDED =
      "Keep it with --save FILE ('rebe robot plan', 'rebe robot undo'), and approve that with"
          + " 'rebe robot approve FILE'.";

  private final Terminal terminal;
  private final boolean json;

  RunDecision(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  void show(Proposal proposal, int nodes) {
    Screen screen = terminal.screen();
    if (json) {
      String summary = PlainSummary.of(proposal);
      Instant now = terminal.clock().instant();
      screen.line(RobotLines.plan(proposal, nodes, summary, now));
    } else {
      RunApproval.show(proposal, screen);
    }
  }

  /**
   * Asks, where the policy wants it, and applies.
   *
   * @param signer the key of whoever sits here
   */
  ExitCode decided(
      Robot<?> robot,
      Proposal proposal,
      RobotWorkplace workplace,
      Optional<SigningKey> signer,
      ApplyOptions options) {
    return decided(robot, proposal, workplace, signer, options, false);
  }

  /** The same without a question, for machines that are none. */
  ExitCode unasked(
      Robot<?> robot,
      Proposal proposal,
      RobotWorkplace workplace,
      Optional<SigningKey> signer,
      ApplyOptions options) {
    return decided(robot, proposal, workplace, signer, options, true);
  }

  private ExitCode decided(
      Robot<?> robot,
      Proposal proposal,
      RobotWorkplace workplace,
      Optional<SigningKey> signer,
      ApplyOptions options,
      boolean yes) {
    Screen screen = terminal.screen();
    RunApproval approval = new RunApproval(terminal);
    if (approval.isDenied(proposal)) {
      return ExitCode.NOT_APPROVED;
    }
    List<SignedApproval> approvals = new ArrayList<>();
    int needed = RunApproval.needed(proposal);
    if (needed > 1 || (needed == 1 && signer.isEmpty())) {
      screen.flush();
      screen.remark(
          Tone.PLAIN,
          needed > 1
              ? needed
                  + " people must approve this. Keep it with --save FILE ('rebe robot plan', 'rebe"
                  + " robot undo'), and let each of them use 'rebe robot approve FILE'."
              : "A person must approve this: name your key with --key.");
      return ExitCode.NOT_APPROVED;
    }
    if (needed == 1) {
      Optional<SignedApproval> given =
          yes
              ? signer.map(by -> approval.sign(proposal, by, VALID))
              : approval.ask(proposal, signer.orElseThrow(), Optional.empty(), VALID, UNATTENDED);
      if (given.isEmpty()) {
        if (workplace.isDemo()) {
          screen.remark(Tone.FAINT, "These machines are none: --yes goes on without a question.");
        }
        return ExitCode.NOT_APPROVED;
      }
      approvals.add(given.get());
    }
    return new RunTelling(terminal, json)
        .carryOut(
            proposal.run(),
            workplace,
            () -> workplace.runner().apply(robot, proposal, approvals, options));
  }
}
