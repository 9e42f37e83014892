package dog.rebe.cli;

import dog.rebe.cli.input.DurationConverter;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.PaceArguments;
import dog.rebe.cli.input.RecordArguments;
import dog.rebe.cli.report.Diagnoses;
import dog.rebe.command.Limits;
import dog.rebe.command.RunAs;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.facts.Facts;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says in plain words whether machines can be worked with. */
@Command(
    name = "doctor",
    customSynopsis = "rebe doctor [OPTIONS] [NODE...]",
    descriptionHeading = "%n",
    description = {
      "Try one thing after the other on each machine, and say in plain words whether it can be"
          + " worked with, and what to mend if it cannot.",
      "Nothing is changed.",
      ""
    },
    footer = {"", "Example:  rebe doctor deploy@203.0.113.7"})
final class DoctorCommand implements Callable<Integer> {

  private static final long OUTPUT_BYTES = 4096;

  private final Terminal terminal;

  @Parameters(arity = "0..*", paramLabel = "NODE", description = "As --node.")
  private List<String> nodes = List.of();

  @Option(
      names = {"-d", "--deadline"},
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long one step may take on one machine (default: 10s).")
  private Duration deadline = Duration.ofSeconds(10);

  @ArgGroup(validate = false, heading = "%nWhich machines:%n")
  private FleetArguments machines = new FleetArguments();

  @ArgGroup(validate = false, heading = "%nHow fast, and when to stop:%n")
  private PaceArguments pace = new PaceArguments();

  @ArgGroup(validate = false, heading = "%nHow to log in:%n")
  private LoginArguments login = new LoginArguments();

  @Mixin private RecordArguments record = new RecordArguments();

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Machines chosen = Machines.of(machines.withNodes(nodes), terminal)) {
      FleetOptions options = FleetJob.options(pace, chosen.nodes().size());
      try (OpenFleet fleet =
          OpenFleet.open(
              new Access(terminal, login, pace.concurrency()).to(chosen),
              new RecordFile(record).open(),
              Optional.empty())) {
        Diagnoses diagnoses = new Diagnoses(chosen.nodes());
        dog.rebe.command.Command<CapturedOutput> nothing =
            dog.rebe.command.Command.of("true")
                .readOnly()
                .limits(Limits.of(deadline, OUTPUT_BYTES));
        ExitCode exit = pass(fleet, nothing, chosen.nodes(), options, diagnoses::reached);
        List<Node> well = diagnoses.reached();
        if (!well.isEmpty() && exit != ExitCode.INTERRUPTED) {
          pass(fleet, nothing.asUser(RunAs.sudo("root")), well, options, diagnoses::rooted);
          pass(
              fleet,
              Facts.command(Limits.of(deadline, Facts.OUTPUT_BYTES)),
              well,
              options,
              diagnoses::told);
        }
        if (json) {
          diagnoses.printLines(terminal.screen(), terminal.clock().instant());
        } else {
          diagnoses.print(terminal.screen());
        }
        return terminal.interruption().isInterrupted()
            ? ExitCode.INTERRUPTED.number()
            : diagnoses.allWell() || exit == ExitCode.STOPPED_EARLY
                ? exit.number()
                : ExitCode.SOME_FAILED.number();
      }
    }
  }

  private <T> ExitCode pass(
      OpenFleet fleet,
      dog.rebe.command.Command<T> command,
      List<Node> those,
      FleetOptions options,
      Consumer<NodeOutcome<T>> each) {
    Pass pass = new Pass(terminal);
    FleetSummary summary = pass.over(fleet.start(command, those, options), those.size(), each);
    return pass.exit(summary);
  }
}
