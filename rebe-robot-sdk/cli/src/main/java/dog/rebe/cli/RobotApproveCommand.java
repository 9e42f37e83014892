package dog.rebe.cli;

import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.cli.input.DurationConverter;
import dog.rebe.cli.input.Shown;
import dog.rebe.cli.input.SigningKeyFile;
import dog.rebe.cli.screen.Tone;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.SignedApproval;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Approves a proposal by a person's key. Needs neither the robot nor the machines. */
@Command(
    name = "approve",
    descriptionHeading = "%n",
    description = {
      "Show a proposal that was kept, and approve exactly that by your key.",
      "Neither the robot nor the machines are needed for it. The approval is kept beside the"
          + " proposal.",
      ""
    },
    footer = {"", "Example:  rebe robot approve janitor.plan --key farm.keys/anna.key"})
final class RobotApproveCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "What 'rebe robot plan --save' has kept.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Your private key, whose public half the realm's owner has named.")
  private Path key = Path.of("");

  @Option(
      names = "--approve",
      paramLabel = "DIGEST",
      description = "Approve by the whole digest, and do not ask.")
  private @Nullable String digest;

  @Option(
      names = "--valid-for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long the approval counts (default: 1h).")
  private Duration validFor = Duration.ofHours(1);

  RobotApproveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ProposalFile kept = new ProposalFile(file);
    Proposal proposal = kept.read(List.of());
    SigningKey signer = SigningKeyFile.read(key, "--key");
    kept.requireNoneOf(signer.verifier().name(), proposal, terminal.clock().instant());
    RunApproval.show(proposal, terminal.screen());
    RunApproval approval = new RunApproval(terminal);
    if (approval.isDenied(proposal)) {
      return ExitCode.NOT_APPROVED.number();
    }
    Optional<SignedApproval> given =
        approval.ask(
            proposal,
            signer,
            Optional.ofNullable(digest),
            validFor,
            "If it is right, add --approve " + proposal.subject());
    if (given.isEmpty()) {
      return ExitCode.NOT_APPROVED.number();
    }
    Path beside = kept.add(given.get(), signer.verifier().name());
    terminal
        .screen()
        .line(
            Tone.GOOD,
            "Approved by "
                + signer.verifier().name()
                + " until "
                + given.get().expiresAt()
                + ", in "
                + Shown.value(beside.toString()));
    return ExitCode.OK.number();
  }
}
