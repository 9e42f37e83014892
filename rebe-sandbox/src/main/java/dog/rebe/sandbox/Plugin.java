package dog.rebe.sandbox;

import dog.rebe.change.Digest;
import dog.rebe.sandbox.engine.PreparedModule;

/**
 * A plugin that was loaded by a {@link PluginHost} and can be called through it, at any time and on
 * many threads at once. Immutable.
 */
public final class Plugin {

  private final Digest digest;
  private final PluginManifest manifest;
  private final PreparedModule module;

  Plugin(Digest digest, PluginManifest manifest, PreparedModule module) {
    this.digest = digest;
    this.manifest = manifest;
    this.module = module;
  }

  /** The SHA-256 of its module's bytes. */
  public Digest digest() {
    return digest;
  }

  /** What it says of itself. */
  public PluginManifest manifest() {
    return manifest;
  }

  PreparedModule module() {
    return module;
  }

  @Override
  public String toString() {
    return manifest.name() + " " + manifest.version() + " (" + digest.abbreviated() + ")";
  }
}
