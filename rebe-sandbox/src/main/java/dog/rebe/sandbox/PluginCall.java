package dog.rebe.sandbox;

import java.util.Objects;

/**
 * What a plugin is asked to do, and how far it may go. Nothing is granted unless {@link #grants}
 * says so. Immutable; safe to use again unless a scratch folder is granted.
 */
public final class PluginCall {

  private final String verb;
  private final byte[] input;
  private final PluginLimits limits;
  private final Grants grants;
  private final long seed;

  private PluginCall(String verb, byte[] input, PluginLimits limits, Grants grants, long seed) {
    this.verb = verb;
    this.input = input;
    this.limits = limits;
    this.grants = grants;
    this.seed = seed;
  }

  /**
   * A call without grants.
   *
   * @param verb what to do; the plugin must offer it
   * @param input what it finds on standard input; copied
   */
  public static PluginCall of(String verb, byte[] input, PluginLimits limits) {
    return new PluginCall(
        Objects.requireNonNull(verb, "verb"),
        input.clone(),
        Objects.requireNonNull(limits, "limits"),
        Grants.none(),
        0);
  }

  /** The same call with these grants in place of the others. */
  public PluginCall grants(Grants newGrants) {
    return new PluginCall(verb, input, limits, Objects.requireNonNull(newGrants, "grants"), seed);
  }

  /**
   * The same call with other random numbers. Two calls with the same seed, 0 unless said, get the
   * same ones: they are good for hash tables and not for keys.
   */
  public PluginCall seed(long newSeed) {
    return new PluginCall(verb, input, limits, grants, newSeed);
  }

  /** What to do. */
  public String verb() {
    return verb;
  }

  /** How far it may go. */
  public PluginLimits limits() {
    return limits;
  }

  /** What it is granted. */
  public Grants grants() {
    return grants;
  }

  byte[] input() {
    return input;
  }

  long seed() {
    return seed;
  }
}
