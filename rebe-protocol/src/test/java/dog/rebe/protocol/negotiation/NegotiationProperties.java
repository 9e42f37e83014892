package dog.rebe.protocol.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tag;

/**
 * The rule of agreement, on random pairs of offers: {@code -Drebe.protocol.offers=100000} for so
 * many beside those of each property.
 */
final class NegotiationProperties {

  private static final int TRIES = 3_000;

  private static final int OFFERS = Integer.getInteger("rebe.protocol.offers", 10_000);

  @Provide
  Arbitrary<Offer> offers() {
    Arbitrary<VersionRange> range =
        Combinators.combine(
                Arbitraries.integers().between(1, 4),
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 5))
            .as((major, a, b) -> new VersionRange(major, Math.min(a, b), Math.max(a, b)));
    Arbitrary<Set<Feature>> features =
        Arbitraries.of("a", "b", "c", "d", "resume").map(Feature::new).set().ofMaxSize(4);
    Arbitrary<List<VersionRange>> ranges =
        range.list().ofMinSize(1).ofMaxSize(5).map(NegotiationProperties::oneForEachMajor);
    Arbitrary<Set<Feature>> needed =
        Arbitraries.of("a", "b", "c").map(Feature::new).set().ofMaxSize(1);
    return Combinators.combine(ranges, features, needed).as(NegotiationProperties::offer);
  }

  private static List<VersionRange> oneForEachMajor(List<VersionRange> some) {
    TreeMap<Integer, VersionRange> byMajor = new TreeMap<>();
    some.forEach(range -> byMajor.put(range.major(), range));
    return new ArrayList<>(byMajor.values());
  }

  private static Offer offer(List<VersionRange> ranges, Set<Feature> liked, Set<Feature> needed) {
    Offer offer = Offer.of(ranges);
    for (Feature feature : liked) {
      offer = offer.liking(feature);
    }
    for (Feature feature : needed) {
      offer = offer.requiring(feature);
    }
    return offer;
  }

  @Example
  void holdsForAsManyPairsAsAreAskedFor() {
    Random random = new Random(20_261_121);
    RandomGenerator<Offer> offers = offers().generator(1_000);
    int agreed = 0;
    for (int i = 0; i < OFFERS; i++) {
      Offer one = offers.next(random).value();
      Offer other = offers.next(random).value();
      isTheSameWhoeverBegan(one, other);
      agreesOnTheBestVersionThatBothSpeak(one, other);
      agreesOnTheFeaturesOfBothAndOnAllThatAreRequired(one, other);
      agreed += Negotiation.of(one, other) instanceof NegotiationResult.Agreed ? 1 : 0;
    }
    assertThat(agreed).isBetween(OFFERS / 20, OFFERS * 19 / 20);
  }

  @Property(tries = TRIES)
  void isTheSameWhoeverBegan(@ForAll("offers") Offer one, @ForAll("offers") Offer other) {
    NegotiationResult there = Negotiation.of(one, other);
    NegotiationResult back = Negotiation.of(other, one);

    if (there instanceof NegotiationResult.Agreed agreed) {
      assertThat(back).isEqualTo(agreed);
    } else if (there instanceof NegotiationResult.NoCommonVersion refused) {
      assertThat(back)
          .isEqualTo(
              new NegotiationResult.NoCommonVersion(
                  /* own= */ refused.peer(), /* peer= */ refused.own()));
    } else if (there instanceof NegotiationResult.FeaturesMissing refused) {
      assertThat(back)
          .isEqualTo(
              new NegotiationResult.FeaturesMissing(
                  /* own= */ refused.peer(), /* peer= */ refused.own()));
    }
  }

  @Property(tries = TRIES)
  void agreesOnTheBestVersionThatBothSpeak(
      @ForAll("offers") Offer one, @ForAll("offers") Offer other) {
    SortedSet<ProtocolVersion> common = all(one);
    common.retainAll(all(other));
    NegotiationResult result = Negotiation.of(one, other);

    if (common.isEmpty()) {
      assertThat(result).isInstanceOf(NegotiationResult.NoCommonVersion.class);
    } else {
      assertThat(result).isNotInstanceOf(NegotiationResult.NoCommonVersion.class);
    }
    if (result instanceof NegotiationResult.Agreed agreed) {
      assertThat(agreed.agreement().version()).isEqualTo(common.last());
    }
  }

  private static SortedSet<ProtocolVersion> all(Offer offer) {
    TreeSet<ProtocolVersion> all = new TreeSet<>();
    for (VersionRange range : offer.versions()) {
      for (int minor = range.minMinor(); minor <= range.maxMinor(); minor++) {
        all.add(new ProtocolVersion(range.major(), minor));
      }
    }
    return all;
  }

  @Property(tries = TRIES)
  void agreesOnTheFeaturesOfBothAndOnAllThatAreRequired(
      @ForAll("offers") Offer one, @ForAll("offers") Offer other) {
    NegotiationResult result = Negotiation.of(one, other);
    boolean missing =
        !one.required().stream().allMatch(other::has)
            || !other.required().stream().allMatch(one::has);

    if (result instanceof NegotiationResult.Agreed agreed) {
      assertThat(missing).isFalse();
      assertThat(agreed.agreement().features())
          .allMatch(feature -> one.has(feature) && other.has(feature))
          .containsAll(one.required())
          .containsAll(other.required());
    } else if (result instanceof NegotiationResult.FeaturesMissing) {
      assertThat(missing).isTrue();
    }
  }

  @Property(tries = 1_000)
  @Tag("fault-58")
  void listsBothSidesVersionsWhereThereIsNoCommonOne(
      @ForAll("offers") Offer one, @ForAll("offers") Offer other) {
    if (Negotiation.of(one, other) instanceof NegotiationResult.NoCommonVersion refused) {
      for (VersionRange range : one.versions()) {
        assertThat(refused.toString()).contains(range.toString());
      }
      for (VersionRange range : other.versions()) {
        assertThat(refused.toString()).contains(range.toString());
      }
    }
  }
}
