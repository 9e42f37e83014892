package dog.rebe.sandbox.testkit;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.sandbox.Grants;
import dog.rebe.sandbox.LoadLimits;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginCall;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.PluginLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * A plugin in a host of its own, for tests of that plugin. Thread-safe.
 *
 * <p>Its limits are those that many callers will have: 20 seconds, which a slow machine needs to
 * compile, 64 MiB of memory, answers of 16 MiB, logs of 64 KiB, 16 open files, 100,000 host calls.
 */
public final class PluginHarness implements AutoCloseable {

  /** The limits of every call. */
  public static final PluginLimits LIMITS =
      PluginLimits.builder()
          .deadline(Duration.ofSeconds(20))
          .memoryBytes(64L << 20)
          .answerBytes(16L << 20)
          .logBytes(64L << 10)
          .openFiles(16)
          .hostCalls(100_000)
          .build();

  private static final LoadLimits LOADING = new LoadLimits(Duration.ofMinutes(1), 64L << 20);

  private final PluginHost host;
  private final Plugin plugin;

  private PluginHarness(PluginHost host, Plugin plugin) {
    this.host = host;
    this.plugin = plugin;
  }

  /**
   * Loads a module.
   *
   * @throws AssertionError if the host refuses it; the message says why
   */
  public static PluginHarness load(byte[] module) {
    PluginHost host = PluginHost.builder(LOADING).build();
    Outcome<Plugin> loaded = host.load(module);
    if (loaded.value().isEmpty()) {
      host.close();
      throw new AssertionError("The plugin is not loaded: " + loaded);
    }
    return new PluginHarness(host, loaded.value().orElseThrow());
  }

  /** The plugin. */
  public Plugin plugin() {
    return plugin;
  }

  /** Its host. */
  public PluginHost host() {
    return host;
  }

  /** Calls it with these grants. */
  public Outcome<CapturedOutput> call(String verb, String request, Grants grants) {
    byte[] input = Objects.requireNonNull(request, "request").getBytes(StandardCharsets.UTF_8);
    return host.call(plugin, PluginCall.of(verb, input, LIMITS).grants(grants));
  }

  /**
   * The answer as JSON text, without grants.
   *
   * @throws AssertionError if there is none; the message says why
   */
  public String answer(String verb, String request) {
    Outcome<CapturedOutput> outcome = call(verb, request, Grants.none());
    if (outcome.value().isEmpty()) {
      throw new AssertionError(
          outcome + "; its log: " + outcome.evidence().output().stderr().utf8());
    }
    return outcome.value().orElseThrow().stdout().utf8();
  }

  @Override
  public void close() {
    host.close();
  }
}
