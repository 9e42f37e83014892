package dog.rebe.protocol.identity;

import java.util.Objects;
import java.util.Optional;

/**
 * Who the other side of a session has proved to be.
 *
 * @param name its enrolled name where it signed with an enrolled key, otherwise what the carrier
 *     calls it
 * @param key its enrolled key, where it signed with it
 */
public record PeerIdentity(String name, Optional<PublicPeerKey> key) {

  public PeerIdentity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
  }

  @Override
  public String toString() {
    return name + (key.isPresent() ? " (enrolled key)" : " (by the carrier)");
  }
}
