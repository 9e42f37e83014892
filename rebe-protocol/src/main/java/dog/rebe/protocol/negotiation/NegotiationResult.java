package dog.rebe.protocol.negotiation;

import java.util.List;
import java.util.SortedSet;

/** What becomes of two offers. */
public sealed interface NegotiationResult {

  /**
   * There is a session.
   *
   * @param agreement on which both sides agree
   */
  record Agreed(Agreement agreement) implements NegotiationResult {}

  /**
   * No version is in both offers.
   *
   * @param own what this side speaks
   * @param peer what the other side speaks
   */
  record NoCommonVersion(List<VersionRange> own, List<VersionRange> peer)
      implements NegotiationResult {
    public NoCommonVersion {
      own = List.copyOf(own);
      peer = List.copyOf(peer);
    }

    @Override
    public String toString() {
      return "No common version: this side speaks "
          + VersionText.of(own)
          + ", the other "
          + VersionText.of(peer)
          + "; update "
          + (highest(own) < highest(peer) ? "this side" : "the other side");
    }

    private static int highest(List<VersionRange> ranges) {
      return ranges.stream().mapToInt(VersionRange::major).max().orElse(0);
    }
  }

  /**
   * A feature that one side requires is not there on the other.
   *
   * @param own what this side requires and the other does not have
   * @param peer what the other requires and this side does not have
   */
  record FeaturesMissing(SortedSet<Feature> own, SortedSet<Feature> peer)
      implements NegotiationResult {
    @Override
    public String toString() {
      String ownPart =
          own.isEmpty() ? "" : "this side requires " + own + ", which the other does not have";
      String peerPart =
          peer.isEmpty()
              ? ""
              : "the other side requires " + peer + ", which this one does not have";
      return "Required features are missing: "
          + ownPart
          + (ownPart.isEmpty() || peerPart.isEmpty() ? "" : "; ")
          + peerPart;
    }
  }
}
