package dog.rebe.ssh.link;

import dog.rebe.ssh.key.LoginMaterial;
import dog.rebe.ssh.key.PasswordSupplier;
import dog.rebe.ssh.key.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The login of a dial: what there is to log in with, and what of it may be sent without asking the
 * server first. Thread-safe.
 */
final class DialLogin {

  private LoginMaterial material = LoginMaterial.ofKeys();
  private @Nullable SigningKey offered;
  private boolean requestedChannel;

  /** What to log in with. */
  synchronized void has(LoginMaterial loaded) {
    material = loaded;
  }

  /**
   * The one request that there is, where there is one key, which signs at once and in one way only:
   * what the server takes would change nothing about it.
   */
  synchronized Optional<SignedRequest> onlyRequest() {
    if (!asksNothing() || material.keys().get(0).algorithms().size() != 1) {
      return Optional.empty();
    }
    SigningKey key = material.keys().get(0);
    return Optional.of(new SignedRequest(key, key.algorithms().get(0)));
  }

  /** Whether keys are not asked about: there is one alone, and it signs at once. */
  synchronized boolean asksNothing() {
    return material.keys().size() == 1 && material.keys().get(0).signsAtOnce();
  }

  /** This key was offered before the server was asked what it takes. */
  synchronized void hasOffered(SigningKey key) {
    offered = key;
  }

  /** The keys that were not offered yet. */
  synchronized List<SigningKey> keysLeft() {
    List<SigningKey> left = new ArrayList<>(material.keys());
    left.remove(offered);
    return left;
  }

  /** Gives the password; null for none. */
  synchronized @Nullable PasswordSupplier password() {
    return material.password();
  }

  /** Whether the first channel was asked for together with the login that then succeeded. */
  synchronized void requestedChannel(boolean requested) {
    requestedChannel = requested;
  }

  synchronized boolean requestedChannel() {
    return requestedChannel;
  }
}
