package dog.rebe.protocol.session;

import dog.rebe.protocol.negotiation.Agreement;
import dog.rebe.protocol.negotiation.Feature;

/** Between our own agreement and that on the wire. */
final class AgreementMessage {

  private AgreementMessage() {}

  static dog.rebe.protocol.wire.Agreement of(Agreement agreement) {
    dog.rebe.protocol.wire.Agreement.Builder wire =
        dog.rebe.protocol.wire.Agreement.newBuilder()
            .setMajor(agreement.version().major())
            .setMinor(agreement.version().minor());
    agreement.features().forEach(feature -> wire.addFeatures(feature.name()));
    return wire.build();
  }

  /** A later version may say more in it; what both know must be the same. */
  static boolean isSame(Agreement own, dog.rebe.protocol.wire.Agreement wire) {
    return wire.getMajor() == own.version().major()
        && wire.getMinor() == own.version().minor()
        && wire.getFeaturesList().equals(own.features().stream().map(Feature::name).toList());
  }
}
