package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.identity.PeerIdentity;
import dog.rebe.protocol.negotiation.Agreement;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.NegotiationException;
import dog.rebe.protocol.negotiation.Offer;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.protocol.wire.Confirm;
import dog.rebe.protocol.wire.Hello;
import dog.rebe.protocol.wire.Opening;
import dog.rebe.protocol.wire.Resume;
import dog.rebe.protocol.wire.Welcome;
import java.io.EOFException;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The side that opened the link. Blocks the calling thread: whoever calls closes the link when time
 * is up. Thread-safe if the random generator is.
 */
public final class Initiator {

  private final SessionOptions options;
  private final Identity identity;
  private final RandomGenerator random;

  /** Opens with these options, as this identity. */
  public Initiator(SessionOptions options, Identity identity, RandomGenerator random) {
    this.options = options;
    this.identity = identity;
    this.random = random;
  }

  /**
   * Agrees with the other side. The confirmation is not sent: it stands in {@link
   * Opened#firstBytes}, to ride with the first frames.
   *
   * @param resume the session that is to go on; null for a new one
   * @throws NegotiationException if there is no agreement
   * @throws IOException if the link broke
   */
  Opened open(Link link, @Nullable Resume resume) throws IOException {
    byte[] nonce = new byte[HelloMessage.NONCE_BYTES];
    random.nextBytes(nonce);
    Hello own = HelloMessage.of(options, identity, nonce, 0, resume);
    ByteString ownBytes = own.toByteString();
    link.output().write(FrameCodec.encode(Opening.newBuilder().setHello(ownBytes).build()));
    link.output().flush();
    FrameReader reader = new FrameReader(link.input());
    Welcome welcome = welcome(reader);
    Hello peer = peerHello(welcome);
    Offer offer = options.offer();
    Agreement agreement = Refusals.agree(offer, HelloMessage.offer(peer));
    requireSame(agreement, welcome);
    SessionName session = SessionName.of(welcome.getSession());
    Transcript transcript =
        new Transcript(
            ownBytes.toByteArray(),
            welcome.getHello().toByteArray(),
            session.bytes().toByteArray(),
            link.proof().binding());
    PeerIdentity believed =
        PeerCheck.afterwards(
            identity, peer, link.proof(), transcript.ofAcceptor(), welcome.getSignature());
    Confirm.Builder confirm = Confirm.newBuilder().setAgreement(AgreementMessage.of(agreement));
    identity
        .key()
        .ifPresent(
            key -> confirm.setSignature(ByteString.copyFrom(key.sign(transcript.ofInitiator()))));
    boolean resumed = resume != null && welcome.hasResumedReceivedFrames();
    if (resumed && !agreement.has(Feature.RESUME)) {
      throw FrameException.malformed("A session is resumed without the feature");
    }
    reader.allow(options.maxFrameBytes());
    return new Opened(
        link,
        reader,
        TermsOfHellos.of(agreement, believed, own, peer),
        session,
        resumed ? OptionalLong.of(welcome.getResumedReceivedFrames()) : OptionalLong.empty(),
        ByteString.copyFrom(FrameCodec.encode(Opening.newBuilder().setConfirm(confirm).build())));
  }

  private Welcome welcome(FrameReader reader) throws IOException {
    byte[] frame = reader.next();
    if (frame == null) {
      throw new EOFException("The other side closed the link without an answer");
    }
    Opening opening;
    try {
      opening = FrameCodec.opening(frame);
    } catch (FrameException e) {
      throw notRebe();
    }
    return switch (opening.getStepCase()) {
      case WELCOME -> opening.getWelcome();
      case REFUSAL -> throw Refusals.heard(opening.getRefusal(), options.offer());
      default -> throw notRebe();
    };
  }

  private static Hello peerHello(Welcome welcome) throws FrameException {
    if (!SessionName.of(welcome.getSession()).isSound()) {
      throw FrameException.malformed("A session's name has 16 bytes");
    }
    return FrameCodec.hello(welcome.getHello());
  }

  private static NegotiationException notRebe() {
    return new NegotiationException(
        NegotiationException.Reason.NOT_REBE, "What answers does not speak this protocol");
  }

  private static void requireSame(Agreement own, Welcome welcome) throws NegotiationException {
    if (!AgreementMessage.isSame(own, welcome.getAgreement())) {
      throw new NegotiationException(
          NegotiationException.Reason.NO_COMMON_VERSION,
          "The other side draws another agreement from the same offers; by the rule it is " + own);
    }
  }
}
