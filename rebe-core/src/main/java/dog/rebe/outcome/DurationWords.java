package dog.rebe.outcome;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * A span of time in words, no finer than anybody cares: "less than a second", "2 minutes and 5
 * seconds".
 */
final class DurationWords {

  private static final int SECONDS_MATTER_BELOW_MINUTES = 10;

  private final ExplanationTexts texts;

  DurationWords(ExplanationTexts texts) {
    this.texts = texts;
  }

  String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 1) {
      return text("time.instant", Map.of());
    }
    if (seconds < 60) {
      return counted("time.second", seconds);
    }
    long minutes = duration.toMinutes();
    if (minutes < 60) {
      long rest = minutes < SECONDS_MATTER_BELOW_MINUTES ? duration.toSecondsPart() : 0;
      return pair(counted("time.minute", minutes), "time.second", rest);
    }
    return pair(counted("time.hour", duration.toHours()), "time.minute", duration.toMinutesPart());
  }

  /** The same of a duration in ISO 8601; empty for what is none. */
  String ofText(String iso8601) {
    try {
      return of(Duration.parse(iso8601));
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  private String pair(String first, String unit, long rest) {
    return rest == 0
        ? first
        : text("time.pair", Map.of("first", first, "second", counted(unit, rest)));
  }

  private String counted(String unit, long number) {
    return number == 1
        ? text(unit, Map.of())
        : text(unit + "s", Map.of("number", Long.toString(number)));
  }

  private String text(String key, Map<String, String> values) {
    return texts
        .find(key)
        .orElseThrow(() -> new IllegalStateException("The explanations lack the text " + key))
        .fill(values);
  }
}
