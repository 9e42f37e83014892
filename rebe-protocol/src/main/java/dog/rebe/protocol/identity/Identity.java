package dog.rebe.protocol.identity;

import java.util.Objects;
import java.util.Optional;

/**
 * Who this side is, and whom it believes. Immutable.
 *
 * <p>Where enrolled peers are given, the other side must sign the opening with its enrolled key:
 * nobody between the two can weaken what they agree on. Where none are given, the carrier's own
 * authentication (SSH, TLS with both certificates, the user of a Unix socket, a child process) is
 * all the protection, and a carrier that has none is refused.
 */
public final class Identity {

  private static final Identity OF_CARRIER = new Identity(null, null, null);

  private final @org.jspecify.annotations.Nullable String name;
  private final @org.jspecify.annotations.Nullable PeerKey key;
  private final @org.jspecify.annotations.Nullable EnrolledPeers peers;

  private Identity(
      @org.jspecify.annotations.Nullable String name,
      @org.jspecify.annotations.Nullable PeerKey key,
      @org.jspecify.annotations.Nullable EnrolledPeers peers) {
    this.name = name;
    this.key = key;
    this.peers = peers;
  }

  /** No name and no keys: the carrier vouches for both sides. */
  public static Identity ofCarrier() {
    return OF_CARRIER;
  }

  /** This name and key, by which the other side may have enrolled us. */
  public static Identity of(String name, PeerKey key) {
    return new Identity(PeerName.require(name), Objects.requireNonNull(key, "key"), null);
  }

  /** The same, believing none but these peers. */
  public Identity believing(EnrolledPeers enrolled) {
    return new Identity(name, key, Objects.requireNonNull(enrolled, "enrolled"));
  }

  /** The name of this side. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** The key of this side. */
  public Optional<PeerKey> key() {
    return Optional.ofNullable(key);
  }

  /** The only peers that this side believes; absent where it believes the carrier. */
  public Optional<EnrolledPeers> peers() {
    return Optional.ofNullable(peers);
  }

  @Override
  public String toString() {
    return (name == null ? "unnamed" : name)
        + (key == null ? ", without a key" : ", with a key")
        + (peers == null ? ", believes the carrier" : ", believes " + peers);
  }
}
