package dog.rebe.protocol.session;

import dog.rebe.protocol.identity.PeerIdentity;
import dog.rebe.protocol.negotiation.Agreement;
import dog.rebe.protocol.wire.Hello;

/** What follows for a session from both hellos. */
final class TermsOfHellos {

  private TermsOfHellos() {}

  static Terms of(Agreement agreement, PeerIdentity peer, Hello own, Hello other) {
    return new Terms(
        agreement,
        peer,
        HelloMessage.frameBytes(own),
        HelloMessage.frameBytes(other),
        HelloMessage.windowBytes(own),
        HelloMessage.windowBytes(other),
        HelloMessage.heartbeatMillis(own),
        HelloMessage.heartbeatMillis(other),
        Math.max(0, other.getMaxCalls()));
  }
}
