package dog.rebe.sandbox.packaging;

import dog.rebe.change.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The newest list of each key that signed one. All of them are in force together, so what one has
 * revoked only a newer list of the same key lifts. Immutable.
 *
 * @param bySigner the newest list of each key; copied
 */
public record RevocationLists(Map<OwnerKey, Revocations> bySigner) {

  public RevocationLists {
    bySigner = Map.copyOf(bySigner);
  }

  /** No key has revoked anything. */
  public static RevocationLists none() {
    return new RevocationLists(Map.of());
  }

  /** The newest list of a key; the empty one with serial 0 if it has signed none. */
  public Revocations of(OwnerKey signer) {
    return bySigner.getOrDefault(signer, Revocations.none());
  }

  /** The ids of all keys that are revoked, by whomever. */
  public Set<String> keyIds() {
    return bySigner.values().stream()
        .flatMap(list -> list.keyIds().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The digests of all packages that are revoked, by whomever. */
  public Set<Digest> packages() {
    return bySigner.values().stream()
        .flatMap(list -> list.packages().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The same with this list in place of the last one of the same key. */
  RevocationLists with(OwnerKey signer, Revocations list) {
    Map<OwnerKey, Revocations> next = new HashMap<>(bySigner);
    next.put(signer, list);
    return new RevocationLists(next);
  }
}
