package dog.rebe.protocol.negotiation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one side of a session can do: versions, features that it likes, and features without which
 * it takes no session. Immutable.
 */
public final class Offer {

  /** The most ranges of versions in one offer. */
  public static final int MAX_RANGES = 64;

  /** The most features in one offer. */
  public static final int MAX_FEATURES = 256;

  private final List<VersionRange> versions;
  private final SortedSet<Feature> optional;
  private final SortedSet<Feature> required;

  private Offer(List<VersionRange> versions, Set<Feature> optional, Set<Feature> required) {
    List<VersionRange> sorted = new ArrayList<>(versions);
    sorted.sort(Comparator.comparingInt(VersionRange::major).reversed());
    this.versions = List.copyOf(sorted);
    this.required = Collections.unmodifiableSortedSet(new TreeSet<>(required));
    SortedSet<Feature> liked = new TreeSet<>(optional);
    liked.removeAll(required);
    this.optional = Collections.unmodifiableSortedSet(liked);
    requireSound();
  }

  private void requireSound() {
    if (versions.isEmpty() || versions.size() > MAX_RANGES) {
      throw new IllegalArgumentException(
          "An offer has 1 to " + MAX_RANGES + " ranges of versions, not " + versions.size());
    }
    for (int i = 1; i < versions.size(); i++) {
      if (versions.get(i).major() == versions.get(i - 1).major()) {
        throw new IllegalArgumentException(
            "The offer has two ranges of major version " + versions.get(i).major() + ": join them");
      }
    }
    if (optional.size() + required.size() > MAX_FEATURES) {
      throw new IllegalArgumentException("An offer has at most " + MAX_FEATURES + " features");
    }
  }

  /** These versions and no features. The order of the ranges does not matter. */
  public static Offer of(VersionRange... versions) {
    return of(List.of(versions));
  }

  /** These versions and no features. The order of the ranges does not matter. */
  public static Offer of(List<VersionRange> versions) {
    return new Offer(versions, Set.of(), Set.of());
  }

  /**
   * What this version of rebe speaks: 1.0, with all features that it has, none of them required.
   */
  public static Offer current() {
    return of(new VersionRange(1, 0, 0))
        .liking(Feature.RESUME)
        .liking(Feature.FILES)
        .liking(Feature.TOKEN)
        .liking(Feature.DETACH)
        .liking(Feature.INTERACTIVE)
        .liking(Feature.ON_DISCONNECT)
        .liking(Feature.FLEET)
        .liking(Feature.TOKEN_QUERY)
        .liking(Feature.APPROVAL);
  }

  /** The same, with this feature if the other side has it. */
  public Offer liking(Feature feature) {
    Set<Feature> more = new TreeSet<>(optional);
    more.add(feature);
    return new Offer(versions, more, required);
  }

  /** The same, with this feature or not at all. */
  public Offer requiring(Feature feature) {
    Set<Feature> more = new TreeSet<>(required);
    more.add(feature);
    return new Offer(versions, optional, more);
  }

  /** The same without this feature. */
  public Offer without(Feature feature) {
    Set<Feature> liked = new TreeSet<>(optional);
    Set<Feature> needed = new TreeSet<>(required);
    liked.remove(feature);
    needed.remove(feature);
    return new Offer(versions, liked, needed);
  }

  /** The versions, the highest major first; one range for each major. */
  public List<VersionRange> versions() {
    return versions;
  }

  /** The features that are used if the other side has them. */
  public SortedSet<Feature> optional() {
    return optional;
  }

  /** The features without which there is no session. */
  public SortedSet<Feature> required() {
    return required;
  }

  /** Whether this side has the feature. */
  public boolean has(Feature feature) {
    return optional.contains(feature) || required.contains(feature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Offer that
        && versions.equals(that.versions)
        && optional.equals(that.optional)
        && required.equals(that.required);
  }

  @Override
  public int hashCode() {
    return versions.hashCode() * 31 + optional.hashCode() + 7 * required.hashCode();
  }

  @Override
  public String toString() {
    return VersionText.of(versions)
        + (required.isEmpty() ? "" : ", requires " + required)
        + (optional.isEmpty() ? "" : ", likes " + optional);
  }
}
