package dog.rebe.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which keys the texts of a catalogue have, and which placeholders each of them may use. */
final class ExplanationKeys {

  private static final Set<String> NONE = Set.of();
  private static final Set<String> NODE = Set.of("node");
  private static final Set<String> NUMBER = Set.of("number");

  private static final Map<String, Set<String>> GENERAL =
      Map.ofEntries(
          Map.entry("layout.happened", Set.of("happened", "tries", "value")),
          Map.entry("layout.next", Set.of("next", "again", "caution")),
          Map.entry("tries.none", NONE),
          Map.entry("tries.once", Set.of("time")),
          Map.entry("tries.many", Set.of("attempts", "time")),
          Map.entry("time.instant", NONE),
          Map.entry("time.second", NONE),
          Map.entry("time.seconds", NUMBER),
          Map.entry("time.minute", NONE),
          Map.entry("time.minutes", NUMBER),
          Map.entry("time.hour", NONE),
          Map.entry("time.hours", NUMBER),
          Map.entry("time.pair", Set.of("first", "second")),
          Map.entry("exit.status", NUMBER),
          Map.entry("exit.signal", Set.of("signal")),
          Map.entry("value", Set.of("value")));

  private static final Map<String, Set<String>> OF_KIND =
      Map.of(
          "headline", NODE,
          "happened", Set.of("node", "exit"),
          "value", Set.of("value"),
          "next", NODE,
          "again", NODE);

  private static final List<String> REQUIRED_OF_KIND = List.of("headline", "happened", "next");

  private ExplanationKeys() {}

  /** The key of what is said of a delivery, for instance {@code changed.not-started.reads}. */
  static String ofDelivery(String topic, Delivery delivery, boolean canChange) {
    return topic
        + "."
        + delivery.name().toLowerCase(Locale.ROOT).replace('_', '-')
        + (canChange ? ".changes" : ".reads");
  }

  /** Every key that a complete catalogue has. */
  static List<String> required() {
    List<String> keys = new ArrayList<>(GENERAL.keySet());
    keys.addAll(ofDeliveries());
    for (FailureKind kind : FailureKind.all()) {
      REQUIRED_OF_KIND.forEach(part -> keys.add(kind.code() + "." + part));
    }
    return keys;
  }

  /** What the text with this key may use; empty if there is no such key. */
  static Optional<Set<String>> placeholders(String key) {
    Set<String> general = GENERAL.get(key);
    if (general != null) {
      return Optional.of(general);
    }
    if (ofDeliveries().contains(key)) {
      return Optional.of(NONE);
    }
    int dot = key.indexOf('.');
    if (dot < 0 || FailureKind.ofCode(key.substring(0, dot)).isEmpty()) {
      return Optional.empty();
    }
    String part = key.substring(dot + 1);
    return ofDeliveries().contains(part)
        ? Optional.of(NONE)
        : Optional.ofNullable(OF_KIND.get(part));
  }

  private static List<String> ofDeliveries() {
    List<String> keys = new ArrayList<>();
    for (Delivery delivery : Delivery.values()) {
      for (String topic : List.of("changed", "caution")) {
        keys.add(ofDelivery(topic, delivery, false));
        keys.add(ofDelivery(topic, delivery, true));
      }
    }
    return keys;
  }
}
