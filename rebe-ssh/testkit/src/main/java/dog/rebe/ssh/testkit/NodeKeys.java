package dog.rebe.ssh.testkit;

import java.security.KeyPair;
import org.jspecify.annotations.Nullable;

/** The host keys of one node: the one in known_hosts, and another for the fault. Thread-safe. */
final class NodeKeys {

  private final KeyPair enrolled = Ed25519.generate();
  private @Nullable KeyPair other;

  KeyPair enrolled() {
    return enrolled;
  }

  synchronized KeyPair other() {
    KeyPair known = other;
    if (known == null) {
      known = Ed25519.generate();
      other = known;
    }
    return known;
  }
}
