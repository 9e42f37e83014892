package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.DurationConverter;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.ModeArgument;
import dog.rebe.cli.input.PaceArguments;
import dog.rebe.cli.input.RecordArguments;
import dog.rebe.cli.input.RunAsArguments;
import dog.rebe.cli.input.Shown;
import dog.rebe.cli.input.SizeConverter;
import dog.rebe.cli.input.SizeText;
import dog.rebe.cli.json.FileFields;
import dog.rebe.cli.report.JsonReport;
import dog.rebe.cli.report.TransferReport;
import dog.rebe.command.Limits;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileReceipt;
import dog.rebe.files.FileUpload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a file to every machine. */
@Command(
    name = "put",
    customSynopsis = "rebe put [OPTIONS] -d DURATION FILE PATH",
    descriptionHeading = "%n",
    description = {
      "Copy a file to every machine: its size and SHA-256 are compared there, then one rename"
          + " puts it in place.",
      "Whoever reads PATH sees the old file or the new one, never half of one.",
      ""
    },
    footer = {"", "Example:  rebe put -i hosts -d 1m --mode 0644 motd /etc/motd"})
final class PutCommand implements Callable<Integer> {

  private static final long ANSWER_BYTES = 64 * 1024;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file of this machine.")
  private Path source = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "PATH",
      description = "Where it goes on each machine, the name of the file included.")
  private String target = "";

  @Option(
      names = {"-d", "--deadline"},
      paramLabel = "DURATION",
      required = true,
      converter = DurationConverter.class,
      description = "How long it may take on one machine, connecting and retries included.")
  private Duration deadline = Duration.ZERO;

  @Option(
      names = {"-m", "--max-bytes"},
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description =
          "The largest file that is sent (default: 100MiB), so that a wrong name is not sent to a"
              + " whole fleet.")
  private long maxBytes = 100L << 20;

  @Option(
      names = "--mode",
      paramLabel = "OCTAL",
      description = "Its permissions on the machines (default: those it has here).")
  private @Nullable String mode;

  @Mixin private RunAsArguments user = new RunAsArguments();

  @ArgGroup(validate = false, heading = "%nWhich machines:%n")
  private FleetArguments machines = new FleetArguments();

  @ArgGroup(validate = false, heading = "%nHow fast, and when to stop:%n")
  private PaceArguments pace = new PaceArguments();

  @ArgGroup(validate = false, heading = "%nHow to log in:%n")
  private LoginArguments login = new LoginArguments();

  @Mixin private RecordArguments record = new RecordArguments();

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  PutCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    dog.rebe.command.Command<FileReceipt> plain =
        upload().command(Limits.of(deadline, ANSWER_BYTES));
    dog.rebe.command.Command<FileReceipt> command = user.runAs().map(plain::asUser).orElse(plain);
    try (Machines chosen = Machines.of(machines, terminal);
        OpenFleet fleet =
            OpenFleet.open(
                new Access(terminal, login, pace.concurrency()).to(chosen),
                new RecordFile(record).open(),
                Optional.empty())) {
      return new FleetJob<>(terminal, fleet, command, FleetJob.options(pace, chosen.nodes().size()))
          .run(
              chosen.nodes(),
              1,
              json
                  ? new JsonReport<>(terminal.screen(), terminal.clock(), "put", FileFields::of)
                  : new TransferReport(terminal.screen(), "took the file"))
          .number();
    }
  }

  private FileUpload upload() {
    LocalFile.readable(source, "FILE");
    try {
      long size = Files.size(source);
      if (size > maxBytes) {
        throw new BadInput(
            Shown.value(source.toString())
                + " has "
                + SizeText.of(size)
                + ": say --max-bytes if so much is meant");
      }
      return FileUpload.of(
          source,
          FilePath.of(target),
          mode == null ? ModeArgument.of(source) : ModeArgument.parse(mode));
    } catch (IOException e) {
      throw new BadInput(Shown.value(source.toString()) + " cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }
}
