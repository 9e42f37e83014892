package dog.rebe.sandbox.packaging;

import java.util.HashSet;
import java.util.Set;

/**
 * Whose plugins are run: those that one of these keys signed, unless key or package is revoked.
 * Without a key, nothing is. Immutable; {@link KeptRevocations} remembers revocations over
 * restarts.
 */
public final class PluginTrust {

  private final Set<OwnerKey> keys;
  private final Revocations revocations;

  private PluginTrust(Set<OwnerKey> keys, Revocations revocations) {
    this.keys = Set.copyOf(keys);
    this.revocations = revocations;
  }

  /** These keys, of which none is revoked. */
  public static PluginTrust of(Set<OwnerKey> keys) {
    return of(keys, Revocations.none());
  }

  /** These keys, less what is revoked. */
  static PluginTrust of(Set<OwnerKey> keys, Revocations revocations) {
    return new PluginTrust(keys, revocations);
  }

  /**
   * The same with a signed list of revocations in place of the last one.
   *
   * @throws PackageException if it is damaged, signed by no key that is still trusted, or not newer
   *     than the last one: an older list would bring back what was revoked since
   */
  public PluginTrust revoking(byte[] list) throws PackageException {
    Envelope envelope = Revocations.envelope(list);
    if (envelope.signer(valid()).isEmpty()) {
      throw new PackageException("The list of revocations is signed by nobody who is trusted");
    }
    Revocations newer = Revocations.read(envelope);
    if (newer.serial() <= revocations.serial()) {
      throw new PackageException(
          "The list of revocations has the serial "
              + newer.serial()
              + ", and a list with "
              + revocations.serial()
              + " is known already");
    }
    return new PluginTrust(keys, newer);
  }

  /** What is revoked. */
  public Revocations revocations() {
    return revocations;
  }

  /**
   * Who vouches for a package.
   *
   * @throws PackageException if nobody does who is trusted, or it is revoked; the message says
   *     which
   */
  public OwnerKey vouching(PluginPackage plugin) throws PackageException {
    if (revocations.packages().contains(plugin.digest())) {
      throw new PackageException("The package " + plugin.digest().abbreviated() + " was revoked");
    }
    if (plugin.envelope().signer(valid()).isPresent()) {
      return plugin.envelope().signer(valid()).orElseThrow();
    }
    String why =
        plugin.envelope().signer(keys).isPresent()
            ? "The key that signed the package was revoked"
            : plugin.signatures().isEmpty()
                ? "The package is not signed: its author does that with rebe plugin sign"
                : "The package is signed by nobody who is trusted";
    throw new PackageException(why);
  }

  private Set<OwnerKey> valid() {
    Set<OwnerKey> valid = new HashSet<>(keys);
    valid.removeIf(key -> revocations.keyIds().contains(key.id()));
    return valid;
  }
}
