package dog.rebe.protocol.negotiation;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rule by which two offers become an agreement. It is pure, both sides compute it, and it does
 * not matter who began.
 *
 * <ol>
 *   <li>Of the major versions whose ranges of minors overlap, the highest.
 *   <li>In it the lower one of the two highest minors.
 *   <li>The features that both have. One that either requires and the other has not refuses.
 * </ol>
 */
public final class Negotiation {

  private Negotiation() {}

  /** What becomes of these two offers. */
  public static NegotiationResult of(Offer own, Offer peer) {
    Optional<ProtocolVersion> version = commonVersion(own, peer);
    if (version.isEmpty()) {
      return new NegotiationResult.NoCommonVersion(own.versions(), peer.versions());
    }
    SortedSet<Feature> ownMissing = missing(own, peer);
    SortedSet<Feature> peerMissing = missing(peer, own);
    if (!ownMissing.isEmpty() || !peerMissing.isEmpty()) {
      return new NegotiationResult.FeaturesMissing(ownMissing, peerMissing);
    }
    return new NegotiationResult.Agreed(new Agreement(version.get(), common(own, peer)));
  }

  private static Optional<ProtocolVersion> commonVersion(Offer own, Offer peer) {
    for (VersionRange mine : own.versions()) {
      for (VersionRange theirs : peer.versions()) {
        int minor = Math.min(mine.maxMinor(), theirs.maxMinor());
        if (mine.major() == theirs.major()
            && minor >= Math.max(mine.minMinor(), theirs.minMinor())) {
          return Optional.of(new ProtocolVersion(mine.major(), minor));
        }
      }
    }
    return Optional.empty();
  }

  private static SortedSet<Feature> missing(Offer requiring, Offer other) {
    SortedSet<Feature> missing = new TreeSet<>(requiring.required());
    missing.removeIf(other::has);
    return missing;
  }

  private static SortedSet<Feature> common(Offer own, Offer peer) {
    SortedSet<Feature> common = new TreeSet<>(own.optional());
    common.addAll(own.required());
    common.removeIf(feature -> !peer.has(feature));
    return common;
  }
}
