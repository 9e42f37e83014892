package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.protocol.wire.FeatureOffer;
import dog.rebe.protocol.wire.Hello;
import dog.rebe.protocol.wire.VersionRange;

/** Hellos to begin from. */
final class OpeningSeeds {

  private OpeningSeeds() {}

  /** One that offers this major version and a feature that it requires. */
  static byte[] hello(int major) {
    return Hello.newBuilder()
        .setMagic(HelloMessage.MAGIC)
        .setNonce(ByteString.copyFrom(new byte[HelloMessage.NONCE_BYTES]))
        .addVersions(VersionRange.newBuilder().setMajor(major).setMaxMinor(2))
        .addFeatures(FeatureOffer.newBuilder().setName("resume").setRequired(true))
        .setPeer("a")
        .setMaxFrameBytes(1_048_576)
        .setWindowBytes(4_194_304)
        .setHeartbeatMillis(5_000)
        .build()
        .toByteArray();
  }
}
