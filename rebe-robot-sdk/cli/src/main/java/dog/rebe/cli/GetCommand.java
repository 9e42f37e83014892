package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.DurationConverter;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.PaceArguments;
import dog.rebe.cli.input.RecordArguments;
import dog.rebe.cli.input.RunAsArguments;
import dog.rebe.cli.input.SizeConverter;
import dog.rebe.cli.input.SizeText;
import dog.rebe.cli.json.FileFields;
import dog.rebe.cli.report.JsonReport;
import dog.rebe.cli.report.Report;
import dog.rebe.cli.report.TransferReport;
import dog.rebe.execution.FleetOptions;
import dog.rebe.files.DownloadedFile;
import dog.rebe.files.FileDownload;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileReceipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a file from every machine. */
@Command(
    name = "get",
    customSynopsis = "rebe get [OPTIONS] -d DURATION -m SIZE PATH FOLDER",
    descriptionHeading = "%n",
    description = {
      "Fetch a file from every machine into FOLDER/NODE/NAME.",
      "Its SHA-256 is compared before it is kept, and a file above the limit is not sent at all.",
      ""
    },
    footer = {"", "Example:  rebe get -i hosts -d 1m -m 1MiB /etc/os-release fetched"})
final class GetCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "PATH", description = "The file on each machine.")
  private String path = "";

  @Parameters(
      index = "1",
      paramLabel = "FOLDER",
      description = "A folder of this machine; it is made if it is not there.")
  private Path folder = Path.of("");

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
      required = true,
      converter = SizeConverter.class,
      description = "The largest file that is taken: 64k, 1MiB.")
  private long maxBytes;

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

  GetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    dog.rebe.command.Command<DownloadedFile> plain = download();
    dog.rebe.command.Command<DownloadedFile> command =
        user.runAs().map(plain::asUser).orElse(plain);
    try (Machines chosen = Machines.of(machines, terminal)) {
      FleetOptions options = FleetJob.options(pace, chosen.nodes().size());
      requireMemory(options.concurrency());
      FetchedFiles files = new FetchedFiles(folder, FilePath.of(path));
      try (OpenFleet fleet =
          OpenFleet.open(
              new Access(terminal, login, pace.concurrency()).to(chosen),
              new RecordFile(record).open(),
              Optional.empty())) {
        return new FleetJob<>(terminal, fleet, command, options)
            .run(chosen.nodes(), 1, new FetchingReport(files, report()))
            .number();
      }
    }
  }

  private dog.rebe.command.Command<DownloadedFile> download() {
    try {
      return FileDownload.of(FilePath.of(path), maxBytes).command(deadline);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  /** Each file is held in memory until its digest was compared. */
  private void requireMemory(int atATime) {
    long available = Runtime.getRuntime().maxMemory() / 2;
    if (maxBytes > available / atATime) {
      throw new BadInput(
          atATime
              + " files of "
              + SizeText.of(maxBytes)
              + " at a time do not fit into memory: lower --concurrency to "
              + Math.max(1, available / maxBytes)
              + ", or --max-bytes");
    }
  }

  private Report<FileReceipt> report() {
    return json
        ? new JsonReport<>(terminal.screen(), terminal.clock(), "get", FileFields::of)
        : new TransferReport(terminal.screen(), "gave the file");
  }
}
