package dog.rebe.sandbox.packaging;

import dog.rebe.outcome.Circumstances;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.VisibleText;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginHost;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Loads packages into a host, and only those that somebody trusted vouches for. Thread-safe. */
public final class TrustedPlugins {

  private static final int MAX_DETAIL = 500;

  private final PluginHost host;
  private final PluginTrust trust;

  /** For this host, which stays the caller's. */
  public TrustedPlugins(PluginHost host, PluginTrust trust) {
    this.host = Objects.requireNonNull(host, "host");
    this.trust = Objects.requireNonNull(trust, "trust");
  }

  /**
   * Loads a package as {@link PluginHost#load} does.
   *
   * @return the plugin, or a failure that was not started: {@code plugin-untrusted}, or of {@link
   *     PluginHost#load}
   */
  public Outcome<Plugin> load(PluginPackage plugin) {
    try {
      trust.vouching(plugin);
    } catch (PackageException e) {
      return untrusted(plugin.manifest().name(), String.valueOf(e.getMessage()));
    }
    return host.load(plugin.module());
  }

  private Failure<Plugin> untrusted(String name, String why) {
    Circumstances known = new Circumstances(name, false, 0, Duration.ZERO, Optional.empty(), why);
    return new Failure<>(
        FailureKind.PLUGIN_UNTRUSTED,
        Delivery.NOT_STARTED,
        Evidence.none(),
        host.explanations().explain(FailureKind.PLUGIN_UNTRUSTED, Delivery.NOT_STARTED, known),
        VisibleText.line(why, MAX_DETAIL));
  }
}
