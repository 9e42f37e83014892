package dog.rebe.runner;

import java.security.PublicKey;
import java.util.Set;

/**
 * A person whose approval counts.
 *
 * @param name who it is; one person may have several keys, and counts once
 * @param key an Ed25519 key
 * @param groups which groups the person is in, for policies that ask for one; copied
 */
public record Approver(String name, PublicKey key, Set<String> groups) {

  public Approver {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An approver has a name");
    }
    if (!key.getAlgorithm().matches("EdDSA|Ed25519")) {
      throw new IllegalArgumentException(
          "The key of " + name + " is " + key.getAlgorithm() + ": use Ed25519");
    }
    groups = Set.copyOf(groups);
  }
}
