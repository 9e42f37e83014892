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
import dog.rebe.protocol.wire.Welcome;
import java.io.EOFException;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The side to which the link was opened. Blocks the calling thread: whoever calls closes the link
 * when time is up. Thread-safe if the random generator is.
 */
public final class Acceptor {

  private final SessionOptions options;
  private final Identity identity;
  private final RandomGenerator random;
  private final Sessions sessions;

  /** What the acceptor asks about sessions. */
  interface Sessions {
    /** Refuses new sessions, if there is a reason to. */
    void admit() throws NegotiationException;

    /**
     * Looks whether a session can go on, and changes nothing: who asks has proved nothing yet.
     *
     * @return how many counted frames of it were received; empty if it cannot go on
     */
    OptionalLong received(SessionName session);
  }

  Acceptor(SessionOptions options, Identity identity, RandomGenerator random, Sessions sessions) {
    this.options = options;
    this.identity = identity;
    this.random = random;
    this.sessions = sessions;
  }

  /**
   * Agrees with the other side, or refuses it in its own words.
   *
   * @throws NegotiationException if there is no agreement
   * @throws IOException if the link broke
   */
  Opened accept(Link link) throws IOException {
    FrameReader reader = new FrameReader(link.input());
    ByteString helloBytes = helloBytes(link, reader);
    Offer offer;
    Hello peer;
    try {
      peer = FrameCodec.hello(helloBytes);
      offer = HelloMessage.offer(peer);
    } catch (FrameException e) {
      NegotiationException refused =
          new NegotiationException(
              NegotiationException.Reason.NOT_REBE, String.valueOf(e.getMessage()));
      write(link, Refusals.of(refused, options.offer()));
      throw refused;
    }
    try {
      Agreement agreement = Refusals.agree(options.offer(), offer);
      PeerCheck.beforehand(identity, peer, link.proof());
      sessions.admit();
      return answer(link, reader, helloBytes, peer, agreement);
    } catch (NegotiationException e) {
      write(link, Refusals.of(e, options.offer(), offer));
      throw e;
    }
  }

  private ByteString helloBytes(Link link, FrameReader reader) throws IOException {
    Opening opening = null;
    try {
      opening = opening(reader);
    } catch (FrameException e) {
      // Refused below: whoever speaks another protocol is told so.
    }
    if (opening == null || opening.getStepCase() != Opening.StepCase.HELLO) {
      NegotiationException refused =
          new NegotiationException(
              NegotiationException.Reason.NOT_REBE,
              "What was sent first is no hello of this protocol");
      write(link, Refusals.of(refused, options.offer()));
      throw refused;
    }
    return opening.getHello();
  }

  private static Opening opening(FrameReader reader) throws IOException {
    byte[] frame = reader.next();
    if (frame == null) {
      throw new EOFException("The other side closed the link in the middle of the opening");
    }
    return FrameCodec.opening(frame);
  }

  private Opened answer(
      Link link, FrameReader reader, ByteString helloBytes, Hello peer, Agreement agreement)
      throws IOException {
    byte[] nonce = new byte[HelloMessage.NONCE_BYTES];
    random.nextBytes(nonce);
    SessionName resumed = resumable(peer, agreement);
    OptionalLong received = resumed == null ? OptionalLong.empty() : sessions.received(resumed);
    SessionName session =
        resumed != null && received.isPresent() ? resumed : SessionName.random(random);
    Hello own = HelloMessage.of(options, identity, nonce, options.maxCalls(), null);
    ByteString ownBytes = own.toByteString();
    Transcript transcript =
        new Transcript(
            helloBytes.toByteArray(),
            ownBytes.toByteArray(),
            session.bytes().toByteArray(),
            link.proof().binding());
    Welcome.Builder welcome =
        Welcome.newBuilder()
            .setHello(ownBytes)
            .setAgreement(AgreementMessage.of(agreement))
            .setSession(session.bytes());
    received.ifPresent(welcome::setResumedReceivedFrames);
    identity
        .key()
        .ifPresent(
            key -> welcome.setSignature(ByteString.copyFrom(key.sign(transcript.ofAcceptor()))));
    write(link, Opening.newBuilder().setWelcome(welcome).build());
    Confirm confirm = confirm(reader);
    if (!AgreementMessage.isSame(agreement, confirm.getAgreement())) {
      throw FrameException.malformed("The other side confirms another agreement");
    }
    PeerIdentity believed =
        PeerCheck.afterwards(
            identity, peer, link.proof(), transcript.ofInitiator(), confirm.getSignature());
    reader.allow(options.maxFrameBytes());
    return new Opened(
        link,
        reader,
        TermsOfHellos.of(agreement, believed, own, peer),
        session,
        received,
        received.isPresent()
            ? OptionalLong.of(peer.getResume().getReceivedFrames())
            : OptionalLong.empty(),
        ByteString.EMPTY);
  }

  private static @Nullable SessionName resumable(Hello peer, Agreement agreement) {
    return peer.hasResume() && agreement.has(Feature.RESUME)
        ? SessionName.of(peer.getResume().getSession())
        : null;
  }

  private static Confirm confirm(FrameReader reader) throws IOException {
    Opening opening = opening(reader);
    if (opening.getStepCase() != Opening.StepCase.CONFIRM) {
      throw FrameException.unexpected("The other side did not confirm the agreement");
    }
    return opening.getConfirm();
  }

  private static void write(Link link, Opening opening) throws IOException {
    link.output().write(FrameCodec.encode(opening));
    link.output().flush();
  }
}
