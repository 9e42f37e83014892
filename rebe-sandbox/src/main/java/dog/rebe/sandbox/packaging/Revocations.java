package dog.rebe.sandbox.packaging;

import dog.rebe.change.CanonicalJson;
import dog.rebe.change.Digest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What is no longer trusted: keys and packages. A newer list replaces an older one. Immutable.
 *
 * @param serial counts up with every list; 0 for the empty one
 * @param keyIds see {@link OwnerKey#id}; copied
 * @param packages see {@link PluginPackage#digest}; copied
 */
public record Revocations(long serial, Set<String> keyIds, Set<Digest> packages) {

  private static final String TYPE = "application/vnd.rebe.plugin.revocations.v1+json";

  public Revocations {
    if (serial < 0) {
      throw new IllegalArgumentException("The serial " + serial + " is negative");
    }
    keyIds = Set.copyOf(keyIds);
    packages = Set.copyOf(packages);
  }

  /** Nothing is revoked. */
  public static Revocations none() {
    return new Revocations(0, Set.of(), Set.of());
  }

  /** The list as a signed file. */
  public byte[] sign(SigningKey key) {
    Map<String, Object> json =
        Map.of(
            "serial",
            serial,
            "keys",
            new TreeSet<>(keyIds).stream().toList(),
            "packages",
            packages.stream().map(Digest::hex).sorted().toList());
    return new Envelope(TYPE, CanonicalJson.bytes(json), java.util.List.of()).signed(key).write();
  }

  /**
   * Reads a signed list, to be shown or continued; {@link KeptRevocations} is where one is obeyed.
   *
   * @param file what {@link #sign} gave
   * @param signer who must have signed it
   * @throws PackageException if it is damaged, or that key did not sign it
   */
  public static Revocations read(byte[] file, OwnerKey signer) throws PackageException {
    Envelope envelope = envelope(file);
    if (envelope.signer(Set.of(signer)).isEmpty()) {
      throw new PackageException("The list of revocations is not signed by the key " + signer);
    }
    return read(envelope);
  }

  static Envelope envelope(byte[] file) throws PackageException {
    return Envelope.read(file, TYPE, "The list of revocations");
  }

  static Revocations read(Envelope envelope) throws PackageException {
    JsonNode root = PackageJson.object(envelope.payload(), "The list of revocations");
    try {
      return new Revocations(
          PackageJson.number(root, "serial"),
          Set.copyOf(PackageJson.texts(root, "keys")),
          PackageJson.texts(root, "packages").stream()
              .map(Digest::new)
              .collect(Collectors.toUnmodifiableSet()));
    } catch (IllegalArgumentException e) {
      throw new PackageException("The list of revocations: " + e.getMessage(), e);
    }
  }
}
