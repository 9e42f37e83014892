package dog.rebe.sandbox;

import dog.rebe.outcome.ExplanationCatalogue;
import dog.rebe.sandbox.engine.WasmEngine;
import java.time.Clock;
import java.util.Objects;

/** Configures a {@link PluginHost}. Not thread-safe. */
public final class PluginHostBuilder {

  private static final int MAX_CONCURRENCY = 4096;
  private static final int MAX_LOADERS = 64;
  private static final int MAX_MODULES = 10_000;

  private final LoadLimits loading;
  private int concurrency = 64;
  private int loaders = 2;
  private int modules = 64;
  private boolean interpreted;
  private Clock clock = Clock.systemUTC();
  private ExplanationCatalogue explanations = ExplanationCatalogue.english();

  PluginHostBuilder(LoadLimits loading) {
    this.loading = Objects.requireNonNull(loading, "loading");
  }

  /** How many plugins run at once; others wait within their deadline. 1 to 4096, 64 unless said. */
  public PluginHostBuilder concurrency(int calls) {
    Checks.range(calls, 1, MAX_CONCURRENCY, "number of calls at once");
    concurrency = calls;
    return this;
  }

  /**
   * How many modules are parsed and compiled at once; others wait within their deadline. A module
   * whose loading took too long keeps its place until the compiler is done with it. 1 to 64, 2
   * unless said.
   */
  public PluginHostBuilder loaders(int threads) {
    Checks.range(threads, 1, MAX_LOADERS, "number of loaders");
    loaders = threads;
    return this;
  }

  /**
   * How many loaded modules are kept in memory, the last used ones; 0 to 10,000, 64 unless said. A
   * {@link Plugin} that somebody holds works on when it is no longer kept. Nothing is kept on disk.
   */
  public PluginHostBuilder keptModules(int count) {
    Checks.range(count, 0, MAX_MODULES, "number of kept modules");
    modules = count;
    return this;
  }

  /**
   * Interprets plugins instead of translating them to the JVM's own code. Some fifty times slower.
   * For those who want no generated code, and for large modules on JDK 17, whose compiler can
   * translate very large functions wrongly.
   */
  public PluginHostBuilder interpreted() {
    interpreted = true;
    return this;
  }

  /** Where a granted clock takes the time from; the system's unless said. */
  public PluginHostBuilder clock(Clock source) {
    clock = Objects.requireNonNull(source, "clock");
    return this;
  }

  /** In what words failures are explained; English unless said. */
  public PluginHostBuilder explanations(ExplanationCatalogue catalogue) {
    explanations = Objects.requireNonNull(catalogue, "explanations");
    return this;
  }

  /** The host, which the caller closes. */
  public PluginHost build() {
    WasmEngine engine = interpreted ? WasmEngine.interpreting() : WasmEngine.compiling();
    return new PluginHost(
        new Modules(engine, loading, loaders, modules, explanations),
        new GuestThreads(concurrency),
        clock,
        explanations);
  }
}
