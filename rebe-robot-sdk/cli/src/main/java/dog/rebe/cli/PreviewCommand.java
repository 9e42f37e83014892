package dog.rebe.cli;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.CommandArguments;
import dog.rebe.cli.input.DurationConverter;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.NewFile;
import dog.rebe.cli.input.SizeConverter;
import dog.rebe.cli.report.PreviewJsonReport;
import dog.rebe.cli.report.PreviewPage;
import dog.rebe.cli.report.PreviewScreen;
import dog.rebe.cli.report.PreviewSink;
import dog.rebe.cli.screen.Tone;
import dog.rebe.command.Effect;
import dog.rebe.command.Limits;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.sandbox.previewer.PreviewLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what a command would do on every machine, and changes nothing. */
@Command(
    name = "preview",
    customSynopsis = {
      "rebe preview",
      "       rebe preview [OPTIONS] -- COMMAND [ARGUMENT...]",
      "       rebe preview [OPTIONS] --script TEXT",
    },
    descriptionHeading = "%n",
    description = {
      "Tell what a command would do on every machine, on its real files, and change nothing.",
      "Without any machine named it looks at a demo fleet inside this process, and without a"
          + " command at an example of one.",
      ""
    },
    footer = {
      "",
      "Examples:  rebe preview --local . -- rm -rv build",
      "           rebe preview -i hosts --html preview.html --script 'rm -f /var/log/app/*.old'",
    })
final class PreviewCommand implements Callable<Integer> {

  private static final String EXAMPLE =
      """
      rm -f /var/log/app/app.log.[1-9]
      sed -i 's/^log_level = debug$/log_level = info/' /etc/app/app.conf
      systemctl restart app
      """;
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration DEMO_DEADLINE = Duration.ofSeconds(6);
  private static final int MEMORY_BYTES = 64 << 20;
  private static final int MAX_CONCURRENCY = 64;

  private final Terminal terminal;

  @Mixin private CommandArguments what = new CommandArguments();

  @ArgGroup(validate = false, heading = "%nWhich machines:%n")
  private FleetArguments machines = new FleetArguments();

  @Option(
      names = "--local",
      paramLabel = "FOLDER",
      description = "This machine instead of others, with the command run in this folder.")
  private @Nullable Path local;

  @Option(
      names = {"-d", "--deadline"},
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long looking at one machine may take (default: 30s, and 6s for the demo).")
  private @Nullable Duration deadline;

  @Option(
      names = "--max-read",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "How much of the files of one machine may be read (default: 64MiB).")
  private long maxRead = 64L << 20;

  @Option(
      names = "--max-files",
      paramLabel = "N",
      description = "At how many files of one machine it may look (default: 100000).")
  private int maxFiles = 100_000;

  @Option(
      names = {"-c", "--concurrency"},
      paramLabel = "N",
      description = "How many machines at a time, 1 to 64 (default: 8).")
  private int concurrency = 8;

  @Option(
      names = "--list",
      paramLabel = "N",
      description = "How many changes of each preview are listed here (default: 20).")
  private int listed = 20;

  @ArgGroup(validate = false, heading = "%nHow to log in:%n")
  private LoginArguments login = new LoginArguments();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write it as one page for a browser, too.")
  private @Nullable Path html;

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  @Option(
      names = {"--read-only", "--changes", "--destroys"},
      hidden = true,
      arity = "0..1",
      fallbackValue = "",
      description = "What 'run' must be told; here it is refused in words of its own.")
  private @Nullable String effect;

  @Spec private CommandSpec spec = CommandSpec.create();

  PreviewCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    check();
    FleetArguments chosen = chosen();
    boolean isDemo = chosen.source().map(FleetArguments.Source.Demo.class::isInstance).orElse(true);
    Duration time = deadline != null ? deadline : isDemo ? DEMO_DEADLINE : DEADLINE;
    dog.rebe.command.Command<CapturedOutput> command = command(isDemo, Limits.of(time, 1 << 20));
    try (Machines named = Machines.ofOrDemo(chosen, terminal);
        OpenFleet fleet =
            OpenFleet.open(
                new Access(terminal, login, concurrency).to(named),
                Chronicle.none(),
                Optional.empty())) {
      if (isDemo) {
        introduceDemo(named);
      }
      PreviewLimits limits = PreviewLimits.of(time, maxRead, maxFiles, MEMORY_BYTES);
      return new PreviewJob(terminal, fleet, command, limits, concurrency)
          .run(named.nodes(), sink(command))
          .number();
    }
  }

  private void check() {
    if (effect != null) {
      throw new BadInput(
          "A preview needs no effect, because it changes nothing: leave out --read-only, --changes"
              + " and --destroys");
    }
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw new BadInput(
          "--concurrency " + concurrency + " is out of range: use 1 to " + MAX_CONCURRENCY);
    }
    if (maxFiles < 1) {
      throw new BadInput("--max-files " + maxFiles + " is out of range: use 1 or more");
    }
    if (listed < 1) {
      throw new BadInput("--list " + listed + " is out of range: use 1 or more");
    }
    if (html != null) {
      NewFile.check(html, "--html");
    }
  }

  private FleetArguments chosen() {
    if (local == null) {
      return machines;
    }
    if (machines.source().isPresent() || machines.selector().isPresent()) {
      throw new BadInput(
          "--local is this machine: leave out --inventory, --node, --demo and --select");
    }
    if (local.toFile().exists() && !local.toFile().isDirectory()) {
      throw new BadInput(
          "--local " + local + " is no folder: name the folder in which the command is to run");
    }
    if (!local.toFile().isDirectory()) {
      throw new BadInput("--local " + local + ": there is no such folder. Name one that is there");
    }
    return machines.withNodes(List.of("local:"));
  }

  private dog.rebe.command.Command<CapturedOutput> command(boolean isDemo, Limits limits) {
    boolean delimited = spec.commandLine().getParseResult().originalArgs().contains("--");
    if (isDemo && !what.isGiven()) {
      return dog.rebe.command.Command.script(EXAMPLE).effect(Effect.UNKNOWN).limits(limits);
    }
    dog.rebe.command.Command<CapturedOutput> command =
        what.command(delimited, Effect.UNKNOWN, limits);
    if (local == null) {
      return command;
    }
    String folder = local.toAbsolutePath().normalize().toString();
    return command.directory(command.directory().map(own -> folder + "/" + own).orElse(folder));
  }

  private void introduceDemo(Machines named) {
    terminal
        .screen()
        .remark(
            Tone.PLAIN,
            named.nodes().size()
                + " SSH servers run inside this process, a few of them broken on purpose."
                + (what.isGiven() ? "" : " What would this do to them?"));
    if (!what.isGiven()) {
      EXAMPLE.lines().forEach(line -> terminal.screen().remark(Tone.STRONG, "    " + line));
    }
    terminal
        .screen()
        .remark(Tone.FAINT, "Your own machines: rebe preview --inventory FILE -- COMMAND");
  }

  private PreviewSink sink(dog.rebe.command.Command<?> command) {
    List<PreviewSink> sinks = new ArrayList<>();
    sinks.add(
        json
            ? new PreviewJsonReport(terminal.screen(), terminal.clock())
            : new PreviewScreen(terminal.screen(), listed));
    if (html != null) {
      sinks.add(new PreviewPage(terminal.screen(), terminal.clock(), command, html));
    }
    return PreviewSink.all(sinks);
  }
}
