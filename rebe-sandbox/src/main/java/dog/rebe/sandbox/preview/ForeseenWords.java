package dog.rebe.sandbox.preview;

import dog.rebe.change.ForeseenChange;
import dog.rebe.outcome.VisibleText;
import java.util.List;

/** What a dry run told, counted in words for the owner's sentence. */
final class ForeseenWords {

  private static final int MAX_NAMES = 3;
  private static final int MAX_NAME = 80;

  private ForeseenWords() {}

  static void add(List<ForeseenChange> changes, List<String> parts) {
    for (ForeseenChange.Kind kind : ForeseenChange.Kind.values()) {
      List<String> names =
          changes.stream()
              .filter(change -> change.kind() == kind)
              .map(change -> VisibleText.line(change.subject(), MAX_NAME))
              .toList();
      if (!names.isEmpty()) {
        parts.add(words(kind, names.size()) + shown(names));
      }
    }
  }

  private static String words(ForeseenChange.Kind kind, int count) {
    return switch (kind) {
      case INSTALLS -> "install " + OwnerSentence.count(count, "package");
      case UPGRADES -> "put another version of " + OwnerSentence.count(count, "package");
      case REMOVES -> "remove " + OwnerSentence.count(count, "package");
      case SERVICE -> "change the state of " + OwnerSentence.count(count, "service");
      case INTERRUPTS -> "interrupt " + OwnerSentence.count(count, "service") + " for a moment";
      case SETTING -> "change " + OwnerSentence.count(count, "setting");
    };
  }

  private static String shown(List<String> names) {
    return names.size() > MAX_NAMES ? "" : " (" + String.join(", ", names) + ")";
  }
}
