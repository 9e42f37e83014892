package dog.rebe.cli;

import dog.rebe.change.ApprovalGate;
import dog.rebe.cli.input.CommandArguments;
import dog.rebe.cli.input.EffectArguments;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.LimitArguments;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.PaceArguments;
import dog.rebe.cli.input.RecordArguments;
import dog.rebe.cli.json.NodeLine;
import dog.rebe.cli.report.JsonReport;
import dog.rebe.cli.report.Report;
import dog.rebe.cli.report.RunReport;
import dog.rebe.execution.FleetOptions;
import dog.rebe.outcome.CapturedOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one command on every machine. */
@Command(
    name = "run",
    customSynopsis = {
      "rebe run [OPTIONS] EFFECT -d DURATION -m SIZE -- COMMAND [ARGUMENT...]",
      "       rebe run [OPTIONS] EFFECT -d DURATION -m SIZE --script TEXT",
    },
    descriptionHeading = "%n",
    description = {"Run one command on every machine.", ""},
    footer = {
      "",
      "Example:  rebe run -i hosts --read-only -d 10s -m 64k -- uname -r",
    })
final class RunCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private CommandArguments what = new CommandArguments();

  @ArgGroup(exclusive = true, multiplicity = "1", heading = "%nEFFECT is one of these:%n")
  private EffectArguments effect = new EffectArguments();

  @Mixin private LimitArguments limits = new LimitArguments();

  @ArgGroup(validate = false, heading = "%nWhich machines:%n")
  private FleetArguments machines = new FleetArguments();

  @ArgGroup(validate = false, heading = "%nHow fast, and when to stop:%n")
  private PaceArguments pace = new PaceArguments();

  @ArgGroup(validate = false, heading = "%nHow to log in:%n")
  private LoginArguments login = new LoginArguments();

  @Mixin private RecordArguments record = new RecordArguments();

  @Option(
      names = "--approve",
      paramLabel = "DIGEST",
      description =
          "Approve what destroys by its digest, which this command prints when it asks for the"
              + " approval.")
  private @Nullable String approve;

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    dog.rebe.command.Command<CapturedOutput> command =
        what.command(wasDelimited(), effect.effect(), limits.limits());
    try (Machines chosen = Machines.of(machines, terminal)) {
      FleetOptions options = FleetJob.options(pace, chosen.nodes().size());
      Optional<ApprovalGate> gate = Optional.empty();
      if (command.effect().isDestructive()) {
        gate = new Approval(terminal).ask(command, chosen.nodes(), Optional.ofNullable(approve));
        if (gate.isEmpty()) {
          return ExitCode.NOT_APPROVED.number();
        }
      }
      try (OpenFleet fleet =
          OpenFleet.open(
              new Access(terminal, login, pace.concurrency()).to(chosen),
              new RecordFile(record).open(),
              gate)) {
        return new FleetJob<>(terminal, fleet, command, options)
            .run(chosen.nodes(), 1, report())
            .number();
      }
    }
  }

  private boolean wasDelimited() {
    return spec.commandLine().getParseResult().originalArgs().contains("--");
  }

  private Report<CapturedOutput> report() {
    return json
        ? new JsonReport<>(terminal.screen(), terminal.clock(), "run", RunCommand::streams)
        : new RunReport(terminal.screen());
  }

  private static Map<String, ?> streams(CapturedOutput output) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("stdout", NodeLine.stream(output.stdout()));
    fields.put("stderr", NodeLine.stream(output.stderr()));
    return fields;
  }
}
