package dog.rebe.cli.input;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 1m30s}, {@code 2h}. */
public final class DurationText {

  private static final Pattern PART = Pattern.compile("(\\d{1,9})\\s?(ms|s|m|h|d)");
  private static final Pattern FORM = Pattern.compile("(?:" + PART.pattern() + ")+");
  private static final Pattern BARE_NUMBER = Pattern.compile("-?\\d+");

  private DurationText() {}

  /**
   * The duration, made of {@code d}, {@code h}, {@code m}, {@code s} and {@code ms}.
   *
   * @throws BadInput if it is no duration, has no unit, or is not above zero
   */
  public static Duration parse(String text) {
    String stripped = text.strip();
    if (BARE_NUMBER.matcher(stripped).matches()) {
      throw new BadInput(
          "'"
              + Shown.value(text)
              + "' has no unit: write "
              + (stripped.startsWith("-")
                  ? "a duration above zero, as in 10s or 500ms"
                  : stripped + "s, " + stripped + "m or " + stripped + "ms"));
    }
    if (!FORM.matcher(stripped).matches()) {
      throw new BadInput(
          "'" + Shown.value(text) + "' is no duration: write it as 500ms, 10s, 1m30s or 2h");
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(stripped);
    while (part.find()) {
      sum = sum.plus(part(Long.parseLong(part.group(1)), part.group(2)));
    }
    if (sum.isZero()) {
      throw new BadInput(
          "'" + Shown.value(text) + "' is no time at all: write a duration above zero");
    }
    return sum;
  }

  private static Duration part(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /**
   * A duration for people, to two significant parts: {@code 82 ms}, {@code 1.9 s}, {@code 3 d 4 h}.
   */
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 59_950) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long seconds = Math.round(millis / 1000.0);
    if (seconds < 3_600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
    }
    return two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
  }

  private static String two(long great, String greatUnit, long small, String smallUnit) {
    String first = great + " " + greatUnit;
    return small == 0 ? first : first + " " + small + " " + smallUnit;
  }
}
