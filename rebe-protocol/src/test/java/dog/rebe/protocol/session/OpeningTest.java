package dog.rebe.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dog.rebe.protocol.carrier.CarrierProof;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.carrier.StandardStreams;
import dog.rebe.protocol.identity.EnrolledPeers;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.identity.PeerKey;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.NegotiationException;
import dog.rebe.protocol.negotiation.NegotiationException.Reason;
import dog.rebe.protocol.negotiation.Offer;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.protocol.negotiation.VersionRange;
import dog.rebe.protocol.wire.Hello;
import dog.rebe.protocol.wire.Opening;
import dog.rebe.protocol.wire.Refusal;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.security.SecureRandom;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both sides of an opening, and a man in the middle. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class OpeningTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CarrierProof TRUSTED = CarrierProof.authenticated("test");
  private static final CarrierProof PLAIN = CarrierProof.none("test");

  private static final Acceptor.Sessions NO_SESSIONS =
      new Acceptor.Sessions() {
        @Override
        public void admit() {}

        @Override
        public OptionalLong received(SessionName session) {
          return OptionalLong.empty();
        }
      };

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  /** What both sides make of an opening. */
  private record Both(CompletableFuture<Opened> initiator, CompletableFuture<Opened> acceptor) {
    Throwable initiatorFailure() {
      return failure(initiator);
    }

    Throwable acceptorFailure() {
      return failure(acceptor);
    }

    private static Throwable failure(CompletableFuture<Opened> side) {
      try {
        side.join();
        throw new AssertionError("It was opened");
      } catch (CompletionException e) {
        return e.getCause();
      }
    }
  }

  private static SessionOptions offering(Offer offer) {
    return SessionOptions.defaults().withOffer(offer);
  }

  private Both open(Offer initiator, Offer acceptor) throws IOException {
    return open(
        offering(initiator),
        Identity.ofCarrier(),
        offering(acceptor),
        Identity.ofCarrier(),
        TRUSTED);
  }

  private Both open(
      SessionOptions ofInitiator,
      Identity initiator,
      SessionOptions ofAcceptor,
      Identity acceptor,
      CarrierProof proof)
      throws IOException {
    return open(
        ofInitiator, initiator, ofAcceptor, acceptor, proof, proof, UnaryOperator.identity());
  }

  /** With somebody between who changes what the initiator and the acceptor say. */
  private Both open(
      SessionOptions ofInitiator,
      Identity initiator,
      SessionOptions ofAcceptor,
      Identity acceptor,
      CarrierProof initiatorProof,
      CarrierProof acceptorProof,
      UnaryOperator<Opening> middle)
      throws IOException {
    PipedInputStream toMiddleThere = new PipedInputStream(1 << 17);
    PipedInputStream toAcceptor = new PipedInputStream(1 << 17);
    PipedInputStream toMiddleBack = new PipedInputStream(1 << 17);
    PipedInputStream toInitiator = new PipedInputStream(1 << 17);
    Link initiatorLink =
        StandardStreams.link(toInitiator, new PipedOutputStream(toMiddleThere), initiatorProof);
    Link acceptorLink =
        StandardStreams.link(toAcceptor, new PipedOutputStream(toMiddleBack), acceptorProof);
    PipedOutputStream there = new PipedOutputStream(toAcceptor);
    PipedOutputStream back = new PipedOutputStream(toInitiator);
    threads.execute(() -> relay(toMiddleThere, there, middle));
    threads.execute(() -> relay(toMiddleBack, back, middle));
    CompletableFuture<Opened> first =
        supply(
            () -> {
              Opened opened =
                  new Initiator(ofInitiator, initiator, RANDOM).open(initiatorLink, null);
              initiatorLink.output().write(opened.firstBytes().toByteArray());
              initiatorLink.output().flush();
              return opened;
            },
            initiatorLink);
    CompletableFuture<Opened> second =
        supply(
            () -> new Acceptor(ofAcceptor, acceptor, RANDOM, NO_SESSIONS).accept(acceptorLink),
            acceptorLink);
    return new Both(first, second);
  }

  private static void relay(
      PipedInputStream from, PipedOutputStream to, UnaryOperator<Opening> middle) {
    try (from;
        to) {
      FrameReader reader = new FrameReader(from);
      byte[] frame;
      while ((frame = reader.next()) != null) {
        to.write(FrameCodec.encode(middle.apply(FrameCodec.opening(frame))));
        to.flush();
      }
    } catch (IOException e) {
      // One of the sides has gone.
    }
  }

  private interface Side {
    Opened run() throws IOException;
  }

  private CompletableFuture<Opened> supply(Side side, Link link) {
    CompletableFuture<Opened> result = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            result.complete(side.run());
          } catch (IOException | RuntimeException e) {
            link.close();
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  @Test
  void agreesOnBothSidesAlike() throws IOException {
    Both both =
        open(
            Offer.of(new VersionRange(1, 0, 3)).liking(Feature.RESUME).liking(new Feature("x")),
            Offer.of(new VersionRange(1, 1, 2), new VersionRange(2, 0, 0))
                .requiring(Feature.RESUME));
    Opened initiator = both.initiator().join();

    assertThat(initiator.terms().agreement()).hasToString("1.2 with [resume]");
    assertThat(both.acceptor().join().terms().agreement()).isEqualTo(initiator.terms().agreement());
    assertThat(both.acceptor().join().session()).isEqualTo(initiator.session());
  }

  @Test
  @Tag("fault-58")
  void refusesAnUnknownMajorVersionInWordsThatListBothSides() throws IOException {
    Both both = open(Offer.of(new VersionRange(1, 0, 4)), Offer.of(new VersionRange(3, 1, 2)));

    assertThat(both.initiatorFailure())
        .isInstanceOfSatisfying(
            NegotiationException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.NO_COMMON_VERSION))
        .hasMessageContaining("this side speaks 1.0 to 1.4, the other 3.1 to 3.2")
        .hasMessageContaining("update this side");
    assertThat(both.acceptorFailure())
        .hasMessageContaining("this side speaks 3.1 to 3.2, the other 1.0 to 1.4")
        .hasMessageContaining("update the other side");
  }

  @Test
  void namesTheRequiredFeatureThatIsMissing() throws IOException {
    Both both = open(Offer.current().requiring(new Feature("teleport")), Offer.current());

    assertThat(both.initiatorFailure())
        .isInstanceOfSatisfying(
            NegotiationException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.REQUIRED_FEATURE_MISSING))
        .hasMessageContaining("teleport");
  }

  @Test
  void servesNobodyOverACarrierThatAuthenticatesNobody() throws IOException {
    Both both =
        open(
            SessionOptions.defaults(),
            Identity.ofCarrier(),
            SessionOptions.defaults(),
            Identity.ofCarrier(),
            PLAIN);

    assertThat(both.initiatorFailure())
        .isInstanceOfSatisfying(
            NegotiationException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.NOT_AUTHENTICATED));
  }

  private static final PeerKey CALLER = PeerKey.generate(RANDOM);
  private static final PeerKey AGENT = PeerKey.generate(RANDOM);
  private static final Identity CALLER_SIDE =
      Identity.of("caller", CALLER).believing(EnrolledPeers.of("agent", AGENT.publicKey()));
  private static final Identity AGENT_SIDE =
      Identity.of("agent", AGENT)
          .believing(
              EnrolledPeers.of(
                  Map.of(
                      "caller",
                      CALLER.publicKey(),
                      "other",
                      PeerKey.generate(RANDOM).publicKey())));

  @Test
  void believesEnrolledKeysOverAnyCarrier() throws IOException {
    Both both =
        open(SessionOptions.defaults(), CALLER_SIDE, SessionOptions.defaults(), AGENT_SIDE, PLAIN);

    assertThat(both.initiator().join().terms().peer()).hasToString("agent (enrolled key)");
    assertThat(both.acceptor().join().terms().peer()).hasToString("caller (enrolled key)");
  }

  @Test
  void refusesAPeerThatIsNotEnrolled() throws IOException {
    Identity stranger =
        Identity.of("stranger", CALLER).believing(CALLER_SIDE.peers().orElseThrow());
    Identity thief = Identity.of("other", CALLER).believing(CALLER_SIDE.peers().orElseThrow());

    for (Identity each : new Identity[] {stranger, thief, Identity.ofCarrier()}) {
      Both both =
          open(SessionOptions.defaults(), each, SessionOptions.defaults(), AGENT_SIDE, TRUSTED);
      assertThat(both.acceptorFailure())
          .isInstanceOfSatisfying(
              NegotiationException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.NOT_AUTHENTICATED));
    }
  }

  /** Takes a version and a feature out of every hello, and rewrites the agreement to fit. */
  private static Opening downgraded(Opening opening) {
    try {
      return switch (opening.getStepCase()) {
        case HELLO -> opening.toBuilder().setHello(weaker(opening.getHello())).build();
        case WELCOME -> {
          Opening.Builder changed = opening.toBuilder();
          changed
              .getWelcomeBuilder()
              .setHello(weaker(opening.getWelcome().getHello()))
              .getAgreementBuilder()
              .setMinor(0)
              .clearFeatures();
          yield changed.build();
        }
        case CONFIRM -> {
          Opening.Builder changed = opening.toBuilder();
          changed.getConfirmBuilder().getAgreementBuilder().setMinor(0).clearFeatures();
          yield changed.build();
        }
        default -> opening;
      };
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteString weaker(ByteString hello) throws IOException {
    Hello.Builder changed = Hello.parseFrom(hello).toBuilder().clearFeatures();
    changed.getVersionsBuilder(0).setMaxMinor(0);
    return changed.build().toByteString();
  }

  @Test
  @Tag("fault-59")
  void noticesADowngradeBySomebodyWhoRewritesAllThatIsSaid() throws IOException {
    SessionOptions options =
        offering(Offer.of(new VersionRange(1, 0, 3)).liking(new Feature("safety")));
    Both both =
        open(options, CALLER_SIDE, options, AGENT_SIDE, PLAIN, PLAIN, OpeningTest::downgraded);

    assertThat(both.initiatorFailure())
        .isInstanceOfSatisfying(
            NegotiationException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.NOT_AUTHENTICATED))
        .hasMessageContaining("somebody between the two");
    assertThat(both.acceptorFailure()).isInstanceOf(IOException.class);
  }

  @Test
  @Tag("fault-59")
  void cannotNoticeItWithoutKeysSoThatTheCarrierMustProtect() throws IOException {
    SessionOptions options =
        offering(Offer.of(new VersionRange(1, 0, 3)).liking(new Feature("safety")));
    Both both =
        open(
            options,
            Identity.ofCarrier(),
            options,
            Identity.ofCarrier(),
            TRUSTED,
            TRUSTED,
            OpeningTest::downgraded);

    assertThat(both.initiator().join().terms().agreement()).hasToString("1.0");
  }

  @Test
  @Tag("fault-59")
  void cannotBePassedOnFromOneConnectionToAnother() throws IOException {
    Both both =
        open(
            SessionOptions.defaults(),
            CALLER_SIDE,
            SessionOptions.defaults(),
            AGENT_SIDE,
            PLAIN.boundTo(new byte[] {1}),
            PLAIN.boundTo(new byte[] {2}),
            UnaryOperator.identity());

    assertThat(both.initiatorFailure()).isInstanceOf(NegotiationException.class);
  }

  @Test
  void doesNotTakeTheOthersSignatureForItsOwn() {
    Transcript transcript =
        new Transcript(new byte[] {1}, new byte[] {2}, new byte[16], new byte[0]);

    assertThat(transcript.ofInitiator()).isNotEqualTo(transcript.ofAcceptor());
    assertThat(transcript.ofInitiator())
        .as("where one part ends is part of it")
        .isNotEqualTo(
            new Transcript(new byte[] {1, 2}, new byte[0], new byte[16], new byte[0])
                .ofInitiator());
  }

  @Test
  void tellsWhoeverSpeaksAnotherProtocol() throws IOException {
    PipedInputStream toAcceptor = new PipedInputStream(1 << 16);
    PipedInputStream answer = new PipedInputStream(1 << 16);
    Link link = StandardStreams.link(toAcceptor, new PipedOutputStream(answer), TRUSTED);
    PipedOutputStream out = new PipedOutputStream(toAcceptor);
    out.write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    out.flush();

    assertThatThrownBy(
            () ->
                new Acceptor(SessionOptions.defaults(), Identity.ofCarrier(), RANDOM, NO_SESSIONS)
                    .accept(link))
        .isInstanceOfSatisfying(
            NegotiationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_REBE));
    link.close();
    Opening refusal = FrameCodec.opening(new FrameReader(answer).next());
    assertThat(refusal.getRefusal().getReason()).isEqualTo(Refusal.Reason.NOT_REBE);
    assertThat(refusal.getRefusal().getOwnVersionsList()).isNotEmpty();
  }
}
