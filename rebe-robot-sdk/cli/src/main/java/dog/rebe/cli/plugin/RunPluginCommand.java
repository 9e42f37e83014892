package dog.rebe.cli.plugin;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.DurationConverter;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.cli.input.SizeConverter;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.VisibleText;
import dog.rebe.sandbox.Folder;
import dog.rebe.sandbox.Grants;
import dog.rebe.sandbox.LoadLimits;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginCall;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.PluginLimits;
import dog.rebe.sandbox.packaging.OwnerKey;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import dog.rebe.sandbox.packaging.PluginTrust;
import dog.rebe.sandbox.packaging.TrustedPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs a plugin once: a file, for its author, without asking for trust, since it runs in the
 * sandbox all the same; or an installed one, if somebody trusted has signed it.
 */
@Command(
    name = "run",
    description = {
      "Run a plugin once on a request in a file, and show its answer and its log.",
      "It gets nothing but what is granted here and asked for in its manifest.",
      "With --trust, PLUGIN is the name or digest of an installed one; else it is a file."
    },
    footer = {
      "",
      "Example:  rebe plugin run -d 5s --memory 16MiB -m 1MiB df.rebe decode request.json",
      "Example:  rebe plugin run --trust keys -d 5s --memory 16MiB -m 1MiB df decode request.json"
    })
final class RunPluginCommand implements Callable<Integer> {

  private static final Duration LOADING = Duration.ofMinutes(1);
  private static final long LOG_BYTES = 1 << 20;
  private static final int OPEN_FILES = 64;
  private static final long HOST_CALLS = 1_000_000;
  private static final int MAX_LINES = 1_000_000;

  private final Screen screen;

  @Parameters(
      index = "0",
      paramLabel = "PLUGIN",
      description = "A package or a module; with --trust, what is installed.")
  private String named = "";

  @Parameters(index = "1", paramLabel = "VERB", description = "What is asked for.")
  private String verb = "";

  @Parameters(index = "2", paramLabel = "REQUEST", description = "A file with the request.")
  private Path request = Path.of("");

  @Option(
      names = {"-d", "--deadline"},
      required = true,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long it may take.")
  private Duration deadline = Duration.ZERO;

  @Option(
      names = "--memory",
      required = true,
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "How much memory it may have.")
  private long memory;

  @Option(
      names = {"-m", "--max-output"},
      required = true,
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "How long its answer may be.")
  private long maxOutput;

  @Option(
      names = "--read",
      paramLabel = "PATH=FOLDER",
      description = "Grant a folder of this machine to read, under the path that the plugin knows.")
  private Map<String, Path> folders = new LinkedHashMap<>();

  @Option(names = "--env", paramLabel = "NAME=VALUE", description = "Grant a variable.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(names = "--clock", description = "Grant the time, to the second.")
  private boolean clock;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Run an installed plugin that one of the public keys in this file has signed.")
  private Optional<Path> trust = Optional.empty();

  @Mixin private StoreOption store;

  @Option(names = "--interpret", description = "Interpret it, and generate no code.")
  private boolean interpret;

  RunPluginCommand(Screen screen, Path home) {
    this.screen = screen;
    this.store = new StoreOption(home);
  }

  @Override
  public Integer call() {
    byte[] input = LocalFile.bytes(request, "The request");
    PluginLimits limits;
    Grants grants;
    try {
      limits = new PluginLimits(deadline, memory, maxOutput, LOG_BYTES, OPEN_FILES, HOST_CALLS);
      grants = grants();
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
    var builder = PluginHost.builder(new LoadLimits(LOADING, 64L << 20));
    try (PluginHost host = interpret ? builder.interpreted().build() : builder.build()) {
      Outcome<Plugin> loaded = load(host);
      if (loaded instanceof Failure<Plugin> failure) {
        return failed(failure);
      }
      Plugin plugin = loaded.value().orElseThrow();
      grants.words(plugin.manifest()).forEach(word -> screen.remark(Tone.FAINT, word));
      Outcome<CapturedOutput> outcome =
          host.call(plugin, PluginCall.of(verb, input, limits).grants(grants));
      if (outcome instanceof Failure<CapturedOutput> failure) {
        log(failure.evidence().output().stderr());
        return failed(failure);
      }
      CapturedOutput output = outcome.value().orElseThrow();
      log(output.stderr());
      VisibleText.lines(output.stdout().bytes(), MAX_LINES, Integer.MAX_VALUE)
          .forEach(screen::line);
      return 0;
    }
  }

  private Outcome<Plugin> load(PluginHost host) {
    if (trust.isEmpty()) {
      return host.load(PluginFile.module(Path.of(named)));
    }
    Set<OwnerKey> keys = KeyFiles.trusted(trust.get());
    try {
      PluginPackage plugin = store.installed(named);
      PluginTrust trusted = store.revocations().trust(keys);
      return new TrustedPlugins(host, trusted).load(plugin);
    } catch (PackageException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw store.unusable(e);
    }
  }

  private Grants grants() {
    Grants grants = Grants.none();
    for (Map.Entry<String, Path> folder : folders.entrySet()) {
      if (!Files.isDirectory(folder.getValue())) {
        throw new BadInput("--read " + folder.getValue() + " cannot be granted: it is no folder");
      }
      try {
        grants = grants.readFolder(folder.getKey(), Folder.of(folder.getValue()));
      } catch (IOException e) {
        throw new BadInput(
            "--read " + folder.getValue() + " cannot be granted: " + e.getMessage(), e);
      }
    }
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      grants = grants.environment(variable.getKey(), variable.getValue());
    }
    return clock ? grants.clock(Duration.ofSeconds(1)) : grants;
  }

  private void log(CapturedStream log) {
    VisibleText.lines(log.bytes(), MAX_LINES, Integer.MAX_VALUE)
        .forEach(line -> screen.remark(Tone.FAINT, line));
  }

  private int failed(Failure<?> failure) {
    screen.remark(Tone.BAD, failure.kind() + ": " + failure.explanation().headline());
    screen.remark(Tone.PLAIN, failure.detail());
    return 1;
  }
}
