package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.DurationConverter;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.PaceArguments;
import dog.rebe.cli.input.RecordArguments;
import dog.rebe.cli.json.FactFields;
import dog.rebe.cli.report.DiscoveryReport;
import dog.rebe.cli.report.JsonReport;
import dog.rebe.cli.report.Report;
import dog.rebe.cli.screen.Tone;
import dog.rebe.command.Limits;
import dog.rebe.facts.Facts;
import dog.rebe.facts.MachineFacts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads typed facts about every machine. */
@Command(
    name = "discover",
    customSynopsis = {"rebe discover [OPTIONS]"},
    descriptionHeading = "%n",
    description = {
      "Read typed facts about every machine, and tell what they have in common.",
      "Without any machine named it discovers a demo fleet inside this process, twice.",
      ""
    },
    footer = {"", "Example:  rebe discover --inventory hosts --select role=web"})
final class DiscoverCommand implements Callable<Integer> {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration DEMO_DEADLINE = Duration.ofSeconds(4);

  private final Terminal terminal;

  @ArgGroup(validate = false, heading = "%nWhich machines:%n")
  private FleetArguments machines = new FleetArguments();

  @Option(
      names = {"-d", "--deadline"},
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "How long one machine may take, connecting and retries included (default: 10s, and 4s for"
              + " the demo).")
  private @Nullable Duration deadline;

  @Option(
      names = "--passes",
      paramLabel = "N",
      description =
          "How often to read the facts, from the second time on over open sessions (default: 1, and"
              + " 2 for the demo).")
  private @Nullable Integer passes;

  @ArgGroup(validate = false, heading = "%nHow fast, and when to stop:%n")
  private PaceArguments pace = new PaceArguments();

  @ArgGroup(validate = false, heading = "%nHow to log in:%n")
  private LoginArguments login = new LoginArguments();

  @Mixin private RecordArguments record = new RecordArguments();

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  DiscoverCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (passes != null && (passes < 1 || passes > 100)) {
      throw new BadInput("--passes " + passes + " is out of range: use 1 to 100");
    }
    try (Machines chosen = Machines.ofOrDemo(machines, terminal)) {
      boolean isDemo = chosen.demoFiles().isPresent();
      Duration time = deadline != null ? deadline : isDemo ? DEMO_DEADLINE : DEADLINE;
      try (OpenFleet fleet =
          OpenFleet.open(
              new Access(terminal, login, pace.concurrency()).to(chosen),
              new RecordFile(record).open(),
              Optional.empty())) {
        if (isDemo) {
          introduceDemo(chosen);
        }
        return new FleetJob<>(
                terminal,
                fleet,
                Facts.command(Limits.of(time, Facts.OUTPUT_BYTES)),
                FleetJob.options(pace, chosen.nodes().size()))
            .run(chosen.nodes(), passes != null ? passes : isDemo ? 2 : 1, report())
            .number();
      }
    }
  }

  private void introduceDemo(Machines chosen) {
    terminal
        .screen()
        .remark(
            Tone.PLAIN,
            chosen.nodes().size()
                + " SSH servers run inside this process, a few of them broken on purpose.");
    terminal.screen().remark(Tone.FAINT, "Your own machines: rebe discover --inventory FILE");
  }

  private Report<MachineFacts> report() {
    return json
        ? new JsonReport<>(terminal.screen(), terminal.clock(), "discover", FactFields::of)
        : new DiscoveryReport(terminal.screen());
  }
}
