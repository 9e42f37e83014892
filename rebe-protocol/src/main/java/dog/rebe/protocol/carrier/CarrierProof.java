package dog.rebe.protocol.carrier;

import java.util.Arrays;
import java.util.Objects;

/** What a carrier knows of the process on the other side. Immutable. */
public final class CarrierProof {

  private final String peer;
  private final boolean authenticated;
  private final byte[] binding;

  private CarrierProof(String peer, boolean authenticated, byte[] binding) {
    this.peer = Objects.requireNonNull(peer, "peer");
    this.authenticated = authenticated;
    this.binding = binding.clone();
  }

  /** The carrier has authenticated the other side, and this is what it calls it. */
  public static CarrierProof authenticated(String peer) {
    return new CarrierProof(peer, true, new byte[0]);
  }

  /** The carrier knows nothing: both sides need enrolled keys. */
  public static CarrierProof none(String peer) {
    return new CarrierProof(peer, false, new byte[0]);
  }

  /**
   * The same, with bytes that both ends of this very connection know and no other connection has.
   * They are signed, so that an opening cannot be passed on from one connection to another.
   */
  public CarrierProof boundTo(byte[] newBinding) {
    return new CarrierProof(peer, authenticated, newBinding);
  }

  /** What the carrier calls the other side. */
  public String peer() {
    return peer;
  }

  /** Whether the carrier has authenticated the other side. */
  public boolean isAuthenticated() {
    return authenticated;
  }

  /** The bytes to which an opening is bound, copied; empty where there are none. */
  public byte[] binding() {
    return binding.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CarrierProof that
        && peer.equals(that.peer)
        && authenticated == that.authenticated
        && Arrays.equals(binding, that.binding);
  }

  @Override
  public int hashCode() {
    return peer.hashCode();
  }

  @Override
  public String toString() {
    return peer + (authenticated ? " (authenticated)" : " (not authenticated)");
  }
}
