package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.Offer;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.protocol.negotiation.VersionRange;
import dog.rebe.protocol.wire.FeatureOffer;
import dog.rebe.protocol.wire.Hello;
import dog.rebe.protocol.wire.Resume;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Between our own values and a hello. */
final class HelloMessage {

  static final int MAGIC = 0x52454245;
  static final int NONCE_BYTES = 32;

  private static final int MAX_TEXT = 255;
  private static final int MAX_FRAME_BYTES = 16_777_216;
  private static final int MAX_HEARTBEAT_MILLIS = 3_600_000;
  private static final int DEFAULT_HEARTBEAT_MILLIS = 10_000;

  private HelloMessage() {}

  static Hello of(
      SessionOptions options,
      Identity identity,
      byte[] nonce,
      int maxCalls,
      @Nullable Resume resume) {
    Hello.Builder hello =
        Hello.newBuilder()
            .setMagic(MAGIC)
            .setNonce(ByteString.copyFrom(nonce))
            .setMaxFrameBytes(options.maxFrameBytes())
            .setWindowBytes(options.windowBytes())
            .setMaxCalls(maxCalls)
            .setHeartbeatMillis((int) options.heartbeat().toMillis())
            .setSoftware("rebe/0.1");
    options.offer().versions().forEach(range -> hello.addVersions(wire(range)));
    options.offer().required().forEach(feature -> hello.addFeatures(wire(feature, true)));
    options.offer().optional().forEach(feature -> hello.addFeatures(wire(feature, false)));
    identity.name().ifPresent(hello::setPeer);
    identity.key().ifPresent(key -> hello.setKey(ByteString.copyFrom(key.publicKey().bytes())));
    if (resume != null) {
      hello.setResume(resume);
    }
    return hello.build();
  }

  static dog.rebe.protocol.wire.VersionRange wire(VersionRange range) {
    return dog.rebe.protocol.wire.VersionRange.newBuilder()
        .setMajor(range.major())
        .setMinMinor(range.minMinor())
        .setMaxMinor(range.maxMinor())
        .build();
  }

  private static FeatureOffer wire(Feature feature, boolean required) {
    return FeatureOffer.newBuilder().setName(feature.name()).setRequired(required).build();
  }

  /**
   * What the other side offers.
   *
   * @throws FrameException if the hello breaks a rule of its schema
   */
  static Offer offer(Hello hello) throws FrameException {
    requireSound(hello);
    try {
      Offer offer = Offer.of(ranges(hello.getVersionsList()));
      Set<String> names = new HashSet<>();
      for (FeatureOffer each : hello.getFeaturesList()) {
        if (!names.add(each.getName())) {
          throw FrameException.malformed("A hello names a feature twice");
        }
        Feature feature = new Feature(each.getName());
        offer = each.getRequired() ? offer.requiring(feature) : offer.liking(feature);
      }
      return offer;
    } catch (IllegalArgumentException e) {
      throw FrameException.malformed("A hello is not sound: " + e.getMessage());
    }
  }

  static List<VersionRange> ranges(List<dog.rebe.protocol.wire.VersionRange> wire) {
    List<VersionRange> ranges = new ArrayList<>(wire.size());
    for (dog.rebe.protocol.wire.VersionRange each : wire) {
      ranges.add(new VersionRange(each.getMajor(), each.getMinMinor(), each.getMaxMinor()));
    }
    return ranges;
  }

  private static void requireSound(Hello hello) throws FrameException {
    if (hello.getMagic() != MAGIC) {
      throw FrameException.malformed("What was sent first is no hello of this protocol");
    }
    if (hello.getNonce().size() != NONCE_BYTES) {
      throw FrameException.malformed("A hello's nonce has 32 bytes");
    }
    if (hello.getVersionsCount() > Offer.MAX_RANGES
        || hello.getFeaturesCount() > Offer.MAX_FEATURES) {
      throw FrameException.malformed("A hello has too many versions or features");
    }
    if (hello.getPeer().length() > MAX_TEXT
        || hello.getSoftware().length() > MAX_TEXT
        || hello.getRealm().length() > MAX_TEXT) {
      throw FrameException.malformed("A name in a hello is longer than 255 characters");
    }
  }

  static int frameBytes(Hello hello) {
    long bytes = hello.getMaxFrameBytes();
    boolean large = bytes < 0 || bytes > MAX_FRAME_BYTES;
    return large ? MAX_FRAME_BYTES : (int) Math.max(bytes, FrameReader.OPENING_BYTES);
  }

  static long windowBytes(Hello hello) {
    long bytes = hello.getWindowBytes();
    return bytes < 0 ? Long.MAX_VALUE : Math.max(bytes, frameBytes(hello));
  }

  static int heartbeatMillis(Hello hello) {
    int millis = hello.getHeartbeatMillis();
    if (millis == 0) {
      return DEFAULT_HEARTBEAT_MILLIS;
    }
    return millis < 0 ? MAX_HEARTBEAT_MILLIS : Math.min(millis, MAX_HEARTBEAT_MILLIS);
  }
}
