package dog.rebe.sandbox.packaging;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whose plugins are run: those that one of these keys signed, unless key or package is revoked.
 * Without a key, nothing is. Immutable; {@link KeptRevocations} remembers revocations over
 * restarts.
 */
public final class PluginTrust {

  private final Set<OwnerKey> keys;
  private final RevocationLists revocations;

  private PluginTrust(Set<OwnerKey> keys, RevocationLists revocations) {
    this.keys = Set.copyOf(keys);
    this.revocations = revocations;
  }

  /** These keys, of which none is revoked. */
  public static PluginTrust of(Set<OwnerKey> keys) {
    return of(keys, RevocationLists.none());
  }

  /** These keys, less what is revoked. */
  static PluginTrust of(Set<OwnerKey> keys, RevocationLists revocations) {
    return new PluginTrust(keys, revocations);
  }

  /**
   * The same with a signed list of revocations in place of the last one of the same key. A list
   * that several of the keys have signed is one of each. Lists of other keys stay in force.
   *
   * @throws PackageException if it is damaged, signed by no key that is still trusted, or not newer
   *     than the last one of its signer: an older list would bring back what was revoked since
   */
  public PluginTrust revoking(byte[] list) throws PackageException {
    Envelope envelope = Revocations.envelope(list);
    RevocationLists next = revocations;
    for (OwnerKey signer : believedSigners(envelope)) {
      next = next.with(signer, Revocations.read(envelope));
    }
    return new PluginTrust(keys, next);
  }

  /** Whose list it is that is newer than what is known of them; never empty. */
  Set<OwnerKey> believedSigners(Envelope envelope) throws PackageException {
    Set<OwnerKey> signers = envelope.signers(valid());
    if (signers.isEmpty()) {
      throw new PackageException("The list of revocations is signed by nobody who is trusted");
    }
    Set<OwnerKey> believed = newOf(envelope);
    if (believed.isEmpty()) {
      long serial = Revocations.read(envelope).serial();
      OwnerKey signer = signers.iterator().next();
      throw new PackageException(
          "The list of revocations has the serial "
              + serial
              + ", and of its signer "
              + signer
              + " a list with "
              + revocations.of(signer).serial()
              + " is known already");
    }
    return believed;
  }

  /** Of which of the keys that are still trusted it is a list that is newer than the last one. */
  Set<OwnerKey> newOf(Envelope envelope) throws PackageException {
    long serial = Revocations.read(envelope).serial();
    Set<OwnerKey> signers = new HashSet<>(envelope.signers(valid()));
    signers.removeIf(signer -> serial <= revocations.of(signer).serial());
    return signers;
  }

  /** What is revoked, and by whom. */
  public RevocationLists revocations() {
    return revocations;
  }

  /**
   * Who vouches for a package.
   *
   * @throws PackageException if nobody does who is trusted, or it is revoked; the message says
   *     which
   */
  public OwnerKey vouching(PluginPackage plugin) throws PackageException {
    for (Map.Entry<OwnerKey, Revocations> list : revocations.bySigner().entrySet()) {
      if (list.getValue().packages().contains(plugin.digest())) {
        throw new PackageException(
            "The package "
                + plugin.digest().abbreviated()
                + " was revoked by "
                + list.getKey()
                + ", and only a newer list of that key lifts it");
      }
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
    Set<String> revoked = revocations.keyIds();
    valid.removeIf(key -> revoked.contains(key.id()));
    return valid;
  }
}
