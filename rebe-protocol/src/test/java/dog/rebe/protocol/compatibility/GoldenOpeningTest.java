package dog.rebe.protocol.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dog.rebe.protocol.identity.PeerKey;
import dog.rebe.protocol.identity.PublicPeerKey;
import dog.rebe.protocol.negotiation.Agreement;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.Negotiation;
import dog.rebe.protocol.negotiation.NegotiationResult;
import dog.rebe.protocol.negotiation.Offer;
import dog.rebe.protocol.negotiation.VersionRange;
import dog.rebe.protocol.session.Transcript;
import dog.rebe.protocol.wire.FeatureOffer;
import dog.rebe.protocol.wire.Hello;
import java.io.IOException;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rule of agreement and the signatures of an opening, as other languages must compute them. */
final class GoldenOpeningTest {

  private static final String OPENINGS = "openings.json";

  /** The first two keys of RFC 8032, section 7.1. */
  private static final String[][] KEYS = {
    {
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    },
    {
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    }
  };

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static PeerKey key(String[] seedAndPublic) throws Exception {
    PrivateKey secret =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(
                new PKCS8EncodedKeySpec(
                    bytes("302e020100300506032b657004220420" + seedAndPublic[0])));
    return PeerKey.of(
        new KeyPair(
            KeyFactory.getInstance("Ed25519")
                .generatePublic(
                    new X509EncodedKeySpec(bytes("302a300506032b6570032100" + seedAndPublic[1]))),
            secret));
  }

  private static Hello hello(String peer, String key, int fill) {
    byte[] nonce = new byte[32];
    java.util.Arrays.fill(nonce, (byte) fill);
    return Hello.newBuilder()
        .setMagic(0x52454245)
        .addVersions(dog.rebe.protocol.wire.VersionRange.newBuilder().setMajor(1).setMaxMinor(2))
        .addFeatures(FeatureOffer.newBuilder().setName("resume"))
        .setNonce(ByteString.copyFrom(nonce))
        .setPeer(peer)
        .setKey(ByteString.copyFrom(bytes(key)))
        .setMaxFrameBytes(1_048_576)
        .setWindowBytes(4_194_304)
        .setHeartbeatMillis(10_000)
        .build();
  }

  private static String text() throws Exception {
    byte[] initiator = hello("caller", KEYS[0][1], 0x11).toByteArray();
    byte[] acceptor = hello("agent", KEYS[1][1], 0x22).toByteArray();
    byte[] session = bytes("000102030405060708090a0b0c0d0e0f");
    byte[] binding = bytes("abcd");
    Transcript transcript = new Transcript(initiator, acceptor, session, binding);
    Map<String, String> signed = new LinkedHashMap<>();
    put(signed, "initiator_seed", bytes(KEYS[0][0]));
    put(signed, "initiator_key", bytes(KEYS[0][1]));
    put(signed, "acceptor_seed", bytes(KEYS[1][0]));
    put(signed, "acceptor_key", bytes(KEYS[1][1]));
    put(signed, "initiator_hello", initiator);
    put(signed, "acceptor_hello", acceptor);
    put(signed, "session", session);
    put(signed, "binding", binding);
    put(signed, "initiator_signs", transcript.ofInitiator());
    put(signed, "acceptor_signs", transcript.ofAcceptor());
    put(signed, "initiator_signature", key(KEYS[0]).sign(transcript.ofInitiator()));
    put(signed, "acceptor_signature", key(KEYS[1]).sign(transcript.ofAcceptor()));
    List<String> agreements = new ArrayList<>();
    for (Offer[] pair : pairs()) {
      agreements.add(agreement(pair[0], pair[1]));
    }
    Map<String, String> whole = new LinkedHashMap<>();
    whole.put("signed", KitText.object("  ", signed));
    whole.put("agreements", KitText.array("  ", agreements));
    return KitText.object("", whole) + "\n";
  }

  private static void put(Map<String, String> members, String name, byte[] value) {
    members.put(name, KitText.quoted(KitText.hex(value)));
  }

  private static List<Offer[]> pairs() {
    Offer first = Offer.of(new VersionRange(1, 0, 0));
    Offer minors = Offer.of(new VersionRange(1, 0, 3)).liking(Feature.RESUME);
    Offer later = Offer.of(new VersionRange(1, 2, 5)).requiring(Feature.RESUME);
    Offer apart = Offer.of(new VersionRange(1, 4, 5));
    Offer majors = Offer.of(new VersionRange(1, 0, 9), new VersionRange(2, 1, 2));
    Offer next = Offer.of(new VersionRange(2, 0, 1), new VersionRange(3, 0, 0));
    Offer gap = Offer.of(new VersionRange(1, 3, 3), new VersionRange(2, 5, 6));
    List<Offer> all = List.of(first, minors, later, apart, majors, next, gap);
    List<Offer[]> pairs = new ArrayList<>();
    for (Offer one : all) {
      for (Offer other : all) {
        pairs.add(new Offer[] {one, other});
      }
    }
    return pairs;
  }

  private static String agreement(Offer one, Offer other) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("one", offer(one));
    entry.put("other", offer(other));
    NegotiationResult result = Negotiation.of(one, other);
    if (result instanceof NegotiationResult.Agreed agreed) {
      Agreement agreement = agreed.agreement();
      entry.put("version", KitText.quoted(agreement.version().toString()));
      entry.put("features", names(agreement.features()));
    } else {
      boolean version = result instanceof NegotiationResult.NoCommonVersion;
      entry.put(
          "refused", KitText.quoted(version ? "NO_COMMON_VERSION" : "REQUIRED_FEATURE_MISSING"));
    }
    return KitText.object("    ", entry);
  }

  private static String offer(Offer offer) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put(
        "versions",
        "["
            + String.join(
                ", ",
                offer.versions().stream()
                    .map(
                        range ->
                            "["
                                + range.major()
                                + ", "
                                + range.minMinor()
                                + ", "
                                + range.maxMinor()
                                + "]")
                    .toList())
            + "]");
    entry.put("likes", names(offer.optional()));
    entry.put("requires", names(offer.required()));
    return KitText.object("      ", entry);
  }

  private static String names(Iterable<Feature> features) {
    List<String> names = new ArrayList<>();
    features.forEach(feature -> names.add(KitText.quoted(feature.name())));
    return "[" + String.join(", ", names) + "]";
  }

  @Test
  void areAsTheyWereBefore() throws Exception {
    if (KitFolder.isRecording()) {
      Files.writeString(KitFolder.file(OPENINGS), text());
    }
    assertThat(Files.readString(KitFolder.file(OPENINGS))).isEqualTo(text());
  }

  @Test
  void signAsTheStandardDoes() throws Exception {
    byte[] signature = key(KEYS[1]).sign(bytes("72"));

    assertThat(KitText.hex(signature))
        .as("RFC 8032, section 7.1, test 2")
        .isEqualTo(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    assertThat(PublicPeerKey.of(bytes(KEYS[1][1])).verifies(bytes("72"), signature)).isTrue();
    assertThat(PublicPeerKey.of(bytes(KEYS[1][1])).verifies(bytes("73"), signature)).isFalse();
  }

  @Test
  void areReadAsTheyWere() throws IOException {
    Hello hello = hello("caller", KEYS[0][1], 0x11);

    assertThat(Hello.parseFrom(hello.toByteArray())).isEqualTo(hello);
  }
}
