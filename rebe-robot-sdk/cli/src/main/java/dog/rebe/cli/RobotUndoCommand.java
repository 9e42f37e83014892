package dog.rebe.cli;

import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.RealmArguments;
import dog.rebe.cli.input.SigningKeyFile;
import dog.rebe.cli.input.WaveArguments;
import dog.rebe.cli.json.RobotLines;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import dog.rebe.runner.ApplyOptions;
import dog.rebe.runner.ApplyOptions.WhenStopped;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.UndoProposal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes back a run that has ended, of whatever robot. */
@Command(
    name = "undo",
    descriptionHeading = "%n",
    description = {
      "Take back a run that has ended: its steps, last first, as far as they can be taken back"
          + " and still are as the run left them.",
      "It is shown, approved, carried out in waves and recorded as a run of its own. What stays"
          + " is told, for a person; the exit code is not 0 then, even where the rest was taken"
          + " back. When it stops early, what was taken back stays so, also where it is kept"
          + " (--save) and carried out by 'rebe robot apply'.",
      ""
    },
    footer = {
      "",
      "Example:  rebe robot undo run-0f3e2d1c0b9a8877 --realm farm --key farm.keys/anna.key"
    })
final class RobotUndoCommand implements Callable<Integer> {

  private static final int MAX_LINE = 2_000;

  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "The run, as 'rebe robot status' names it.")
  private String run = "";

  @Option(
      names = "--despite-later-runs",
      description =
          "Also on machines that another run has changed since, where nothing tells whether it"
              + " still is as the run left it. What the other one did may be lost.")
  private boolean despiteLaterRuns;

  @Option(
      names = "--requested-by",
      paramLabel = "NAME",
      description = "Who asks, as approvers are named (default: your user name).")
  private @Nullable String requestedBy;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Your private key, whose public half the realm's owner has named.")
  private @Nullable Path key;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Carry out nothing; keep the proposal in a new file, for 'rebe robot approve' and"
              + " 'apply'.")
  private @Nullable Path save;

  @ArgGroup(validate = false, heading = "%nWhose machines:%n")
  private RealmArguments realm = new RealmArguments();

  @ArgGroup(validate = false, heading = "%nHow to log in:%n")
  private LoginArguments login = new LoginArguments();

  @ArgGroup(validate = false, heading = "%nIn which waves:%n")
  private WaveArguments waves = new WaveArguments();

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  RobotUndoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RunStories.of(realm.realm(terminal.home())).named(run);
    ApplyOptions options = waves.options().withWhenStopped(WhenStopped.KEEP);
    Optional<SigningKey> own =
        Optional.ofNullable(key).map(file -> SigningKeyFile.read(file, "--key"));
    try (RobotWorkplace workplace =
        RobotWorkplace.open(terminal, new FleetArguments(), login, realm, "")) {
      UndoProposal undo = proposed(workplace);
      tell(undo, workplace.nodes().size());
      if (undo.proposal().isEmpty()) {
        boolean isWell = undo.left().isEmpty() && undo.coverage().isWhole();
        return (isWell ? ExitCode.OK : ExitCode.STOPPED_EARLY).number();
      }
      Proposal proposal = undo.proposal().get();
      if (save != null) {
        if (!json) {
          terminal.screen().line("Digest: " + proposal.subject());
        }
        new ProposalFile(save).keep(proposal, terminal.screen());
        return ExitCode.OK.number();
      }
      return new RunDecision(terminal, json)
          .decided(workplace.runner().undoRobot(), proposal, workplace, own, options)
          .number();
    }
  }

  private UndoProposal proposed(RobotWorkplace workplace) {
    String name = requestedBy == null ? terminal.localUser().name() : requestedBy;
    try {
      return workplace.runner().proposeUndo(run, workplace.nodes(), name, despiteLaterRuns);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private void tell(UndoProposal undo, int nodes) {
    Screen screen = terminal.screen();
    if (json) {
      screen.line(RobotLines.undo(undo, terminal.clock().instant()));
    } else {
      boolean isWell = undo.left().isEmpty() && undo.coverage().isWhole();
      Tone tone = isWell ? Tone.PLAIN : Tone.BAD;
      undo.account().lines().forEach(line -> screen.line(tone, VisibleText.line(line, MAX_LINE)));
      screen.line();
    }
    undo.proposal().ifPresent(proposal -> new RunDecision(terminal, json).show(proposal, nodes));
  }
}
