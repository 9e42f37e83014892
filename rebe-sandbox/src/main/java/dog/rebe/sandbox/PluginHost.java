package dog.rebe.sandbox;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExplanationCatalogue;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.time.Clock;
import java.util.Objects;

/**
 * Loads plugins and calls them, each call in an instance of its own that is thrown away. Whatever a
 * plugin does, the host keeps its threads, its heap and its other plugins. Thread-safe; one host
 * serves a whole program.
 *
 * <pre>{@code
 * try (PluginHost host = PluginHost.builder(new LoadLimits(Duration.ofSeconds(10), 4 << 20)).build()) {
 *   Outcome<Plugin> plugin = host.load(Files.readAllBytes(file));
 *   Outcome<CapturedOutput> answer =
 *       host.call(plugin.value().orElseThrow(), PluginCall.of("decode", request, limits));
 * }
 * }</pre>
 */
public final class PluginHost implements AutoCloseable {

  private final Modules modules;
  private final GuestThreads threads;
  private final Clock clock;
  private final ExplanationCatalogue explanations;

  PluginHost(
      Modules modules, GuestThreads threads, Clock clock, ExplanationCatalogue explanations) {
    this.modules = modules;
    this.threads = threads;
    this.clock = clock;
    this.explanations = explanations;
  }

  /** A builder with the defaults that are named at each of its methods. */
  public static PluginHostBuilder builder(LoadLimits loading) {
    return new PluginHostBuilder(loading);
  }

  /**
   * Checks, parses and compiles a module with its manifest; nothing of it runs. Blocks, at most for
   * the deadline of {@link LoadLimits}; what is loaded already comes at once. An interrupt ends the
   * wait and keeps the flag.
   *
   * @param module the bytes of the WebAssembly module; copied
   * @return the plugin, or a failure that was not started: {@code plugin-malformed}, {@code
   *     plugin-incompatible}, {@code plugin-timed-out}, {@code cancelled}, {@code executor-closed}
   */
  public Outcome<Plugin> load(byte[] module) {
    return modules.load(module);
  }

  /**
   * Calls a plugin. Blocks until it ended, at most for the deadline and two seconds. An interrupt
   * ends the plugin, and keeps the flag.
   *
   * <p>The value is what it wrote: its answer as standard output, its log as standard error. A
   * failure keeps them in its evidence. Its delivery is {@code NOT_STARTED}, {@code COMPLETED},
   * {@code STOPPED}, or, for a guest that could not be ended in time, {@code RUNNING}; a plugin can
   * change nothing but its scratch folders, so that is seldom of interest. Kinds: {@code
   * plugin-refused-grant}, {@code plugin-incompatible} (a verb it has not), {@code plugin-trapped},
   * {@code plugin-timed-out}, {@code plugin-over-memory}, {@code plugin-over-output}, {@code
   * plugin-over-calls}, {@code plugin-failed}, {@code bulkhead-full}, {@code cancelled}, {@code
   * executor-closed}.
   */
  public Outcome<CapturedOutput> call(Plugin plugin, PluginCall call) {
    Failures failures = new Failures(explanations, plugin.manifest().name());
    PluginManifest manifest = plugin.manifest();
    if (!manifest.verbs().contains(Objects.requireNonNull(call, "call").verb())) {
      return failures.notStarted(
          FailureKind.PLUGIN_INCOMPATIBLE,
          "The plugin has no verb " + call.verb() + "; it has " + manifest.verbs());
    }
    for (Want want : manifest.wants()) {
      if (want.required() && !call.grants().covers(want)) {
        return failures.notStarted(
            FailureKind.PLUGIN_REFUSED_GRANT, "It wants to " + want.words() + ": grant that");
      }
    }
    return new RunningCall(plugin, call, threads, clock, failures).run();
  }

  /** In what words this host explains failures. */
  public ExplanationCatalogue explanations() {
    return explanations;
  }

  /**
   * Ends what runs and loads, and the threads. Calls that are under way end as {@code cancelled}.
   * Idempotent. Does not block.
   */
  @Override
  public void close() {
    modules.close();
    threads.close();
  }
}
