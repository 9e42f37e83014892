package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.RealmArguments;
import dog.rebe.cli.input.Shown;
import dog.rebe.cli.input.WaveArguments;
import dog.rebe.cli.screen.Tone;
import dog.rebe.robot.Robot;
import dog.rebe.runner.ApplyOptions;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.SignedApproval;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Applies a proposal that was approved. */
@Command(
    name = "apply",
    descriptionHeading = "%n",
    description = {
      "Carry out a proposal that was kept and approved, in waves.",
      "The machines are looked at once more before; if it would do anything else than was"
          + " approved, nothing is begun.",
      ""
    },
    footer = {"", "Example:  rebe robot apply janitor.plan --realm farm"})
final class RobotApplyCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "What 'rebe robot plan --save' has kept.")
  private Path file = Path.of("");

  @Mixin private RobotChoice robots = new RobotChoice();

  @ArgGroup(validate = false, heading = "%nWhose machines:%n")
  private RealmArguments realm = new RealmArguments();

  @ArgGroup(validate = false, heading = "%nHow to log in:%n")
  private LoginArguments login = new LoginArguments();

  @ArgGroup(validate = false, heading = "%nIn which waves:%n")
  private WaveArguments waves = new WaveArguments();

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  RobotApplyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (RobotChoice used = robots) {
      return called(used);
    }
  }

  private int called(RobotChoice used) {
    ProposalFile kept = new ProposalFile(file);
    Proposal shown = kept.read(List.of());
    List<SignedApproval> approvals = kept.approvals();
    Optional<Robot<?>> found = used.unlessUndo(shown.robot().id(), terminal.home());
    ApplyOptions options = waves.options();
    if (!realm.isNamed()) {
      throw new BadInput("Whose machines? Name the realm of the proposal with --realm FOLDER");
    }
    try (RobotWorkplace workplace =
        RobotWorkplace.open(terminal, new FleetArguments(), login, realm, shown.robot().id())) {
      Proposal proposal = kept.read(workplace.nodes());
      Robot<?> robot = found.isPresent() ? found.get() : workplace.runner().undoRobot();
      ExitCode end =
          new RunTelling(terminal, json)
              .carryOut(
                  proposal.run(),
                  workplace,
                  () -> workplace.runner().apply(robot, proposal, approvals, options));
      if (end == ExitCode.NOT_APPROVED && approvals.size() < RunApproval.needed(proposal)) {
        terminal.screen().flush();
        terminal
            .screen()
            .remark(
                Tone.PLAIN,
                "Get it approved: rebe robot approve "
                    + Shown.value(file.toString())
                    + " --key KEY");
      }
      return end.number();
    }
  }
}
