package dog.rebe.protocol.session;

import dog.rebe.protocol.negotiation.Agreement;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.Negotiation;
import dog.rebe.protocol.negotiation.NegotiationException;
import dog.rebe.protocol.negotiation.NegotiationResult;
import dog.rebe.protocol.negotiation.Offer;
import dog.rebe.protocol.wire.Opening;
import dog.rebe.protocol.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Between refusals in our words and on the wire. */
final class Refusals {

  private Refusals() {}

  /** What follows from both offers, or why nothing does. */
  static Agreement agree(Offer own, Offer peer) throws NegotiationException {
    NegotiationResult result = Negotiation.of(own, peer);
    if (result instanceof NegotiationResult.Agreed agreed) {
      return agreed.agreement();
    }
    NegotiationException.Reason reason =
        result instanceof NegotiationResult.NoCommonVersion
            ? NegotiationException.Reason.NO_COMMON_VERSION
            : NegotiationException.Reason.REQUIRED_FEATURE_MISSING;
    throw new NegotiationException(reason, result.toString());
  }

  static Opening of(NegotiationException refused, Offer own) {
    return Opening.newBuilder().setRefusal(builder(refused, own)).build();
  }

  static Opening of(NegotiationException refused, Offer own, Offer peer) {
    Refusal.Builder refusal = builder(refused, own);
    peer.versions().forEach(range -> refusal.addPeerVersions(HelloMessage.wire(range)));
    if (Negotiation.of(own, peer) instanceof NegotiationResult.FeaturesMissing missing) {
      List<SortedSet<Feature>> both = List.of(missing.own(), missing.peer());
      both.forEach(side -> side.forEach(feature -> refusal.addMissingFeatures(feature.name())));
    }
    return Opening.newBuilder().setRefusal(refusal).build();
  }

  private static Refusal.Builder builder(NegotiationException refused, Offer own) {
    Refusal.Builder refusal =
        Refusal.newBuilder()
            .setReason(wire(refused.reason()))
            .setDetail(String.valueOf(refused.getMessage()));
    own.versions().forEach(range -> refusal.addOwnVersions(HelloMessage.wire(range)));
    return refusal;
  }

  private static Refusal.Reason wire(NegotiationException.Reason reason) {
    return switch (reason) {
      case NOT_REBE -> Refusal.Reason.NOT_REBE;
      case NO_COMMON_VERSION -> Refusal.Reason.NO_COMMON_VERSION;
      case REQUIRED_FEATURE_MISSING -> Refusal.Reason.REQUIRED_FEATURE_MISSING;
      case NOT_AUTHENTICATED -> Refusal.Reason.NOT_AUTHENTICATED;
      case TOO_MANY_SESSIONS -> Refusal.Reason.TOO_MANY_SESSIONS;
      case DRAINING -> Refusal.Reason.DRAINING;
      case OTHER -> Refusal.Reason.REASON_UNSPECIFIED;
    };
  }

  /** What the other side refused, in words that show both sides' versions. */
  static NegotiationException heard(Refusal refusal, Offer own) {
    List<String> words = new ArrayList<>();
    try {
      if (refusal.getReason() == Refusal.Reason.NO_COMMON_VERSION) {
        words.add(
            new NegotiationResult.NoCommonVersion(
                    own.versions(), HelloMessage.ranges(refusal.getOwnVersionsList()))
                .toString());
      }
    } catch (IllegalArgumentException e) {
      words.add("The other side's versions are not sound");
    }
    words.add("The other side refused: " + visible(refusal.getDetail()));
    return new NegotiationException(reason(refusal.getReason()), String.join(". ", words));
  }

  /** It came from somebody who may have proved nothing. */
  private static String visible(String detail) {
    StringBuilder shown = new StringBuilder();
    detail
        .codePoints()
        .limit(1_000)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }

  private static NegotiationException.Reason reason(Refusal.Reason reason) {
    return switch (reason) {
      case NOT_REBE -> NegotiationException.Reason.NOT_REBE;
      case NO_COMMON_VERSION -> NegotiationException.Reason.NO_COMMON_VERSION;
      case REQUIRED_FEATURE_MISSING -> NegotiationException.Reason.REQUIRED_FEATURE_MISSING;
      case NOT_AUTHENTICATED -> NegotiationException.Reason.NOT_AUTHENTICATED;
      case TOO_MANY_SESSIONS -> NegotiationException.Reason.TOO_MANY_SESSIONS;
      case DRAINING -> NegotiationException.Reason.DRAINING;
      default -> NegotiationException.Reason.OTHER;
    };
  }
}
