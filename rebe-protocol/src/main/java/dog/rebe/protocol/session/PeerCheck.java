package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.protocol.carrier.CarrierProof;
import dog.rebe.protocol.identity.EnrolledPeers;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.identity.PeerIdentity;
import dog.rebe.protocol.identity.PublicPeerKey;
import dog.rebe.protocol.negotiation.NegotiationException;
import dog.rebe.protocol.wire.Hello;
import java.util.Arrays;
import java.util.Optional;

/** Whether the other side is one that we believe. */
final class PeerCheck {

  private PeerCheck() {}

  /**
   * Whether it could become one, before anything is signed.
   *
   * @return its enrolled key, if enrolled keys are asked for
   */
  static Optional<PublicPeerKey> beforehand(Identity own, Hello peer, CarrierProof carrier)
      throws NegotiationException {
    Optional<EnrolledPeers> enrolled = own.peers();
    if (enrolled.isEmpty()) {
      if (!carrier.isAuthenticated()) {
        throw refused(
            "The carrier to "
                + carrier.peer()
                + " authenticates nobody: enroll the keys of both sides");
      }
      return Optional.empty();
    }
    Optional<PublicPeerKey> key = enrolled.get().keyOf(peer.getPeer());
    if (key.isEmpty()) {
      throw refused(
          peer.getPeer().isEmpty()
              ? "The other side gave no name, and only enrolled peers are taken"
              : "The other side calls itself by a name that is not enrolled");
    }
    if (!Arrays.equals(key.get().bytes(), peer.getKey().toByteArray())) {
      throw refused("The other side shows another key than the one that is enrolled for its name");
    }
    return key;
  }

  static PeerIdentity afterwards(
      Identity own, Hello peer, CarrierProof carrier, byte[] transcript, ByteString signature)
      throws NegotiationException {
    Optional<PublicPeerKey> key = beforehand(own, peer, carrier);
    if (key.isEmpty()) {
      return new PeerIdentity(carrier.peer(), Optional.empty());
    }
    if (!key.get().verifies(transcript, signature.toByteArray())) {
      throw refused(
          "The other side's signature does not fit what was said: somebody between the two may have"
              + " changed it");
    }
    return new PeerIdentity(peer.getPeer(), key);
  }

  private static NegotiationException refused(String detail) {
    return new NegotiationException(NegotiationException.Reason.NOT_AUTHENTICATED, detail);
  }
}
