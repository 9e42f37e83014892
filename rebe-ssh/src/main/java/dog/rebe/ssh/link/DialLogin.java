package dog.rebe.ssh.link;

import dog.rebe.ssh.key.LoginMaterial;
import dog.rebe.ssh.key.SigningKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The login of a dial: what there is to log in with, and what was sent before the server was asked
 * what it takes. Thread-safe.
 */
final class DialLogin {

  private @Nullable LoginMaterial material;
  private @Nullable SigningKey offered;
  private boolean requestedChannel;

  /** What to log in with. */
  synchronized void has(LoginMaterial loaded) {
    material = loaded;
  }

  synchronized LoginMaterial material() {
    return material == null ? LoginMaterial.ofKeys() : material;
  }

  /** This key was offered before the server was asked what it takes. */
  synchronized void hasOffered(SigningKey key) {
    offered = key;
  }

  synchronized Optional<SigningKey> offered() {
    return Optional.ofNullable(offered);
  }

  /** Whether the first channel was asked for together with the login that then succeeded. */
  synchronized void requestedChannel(boolean requested) {
    requestedChannel = requested;
  }

  synchronized boolean requestedChannel() {
    return requestedChannel;
  }
}
