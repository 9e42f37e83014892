package dog.rebe.ssh.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Times as sshd_config(5) writes them under TIME FORMATS: {@code 600}, {@code 10m}, {@code 1h30m}.
 */
final class TimeFormat {

  private TimeFormat() {}

  /** Empty if the text is no such time, or beyond 68 years as OpenSSH's limit is. */
  static Optional<Duration> parse(String text) {
    long total = 0;
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        i++;
      }
      if (i == start || i - start > 10) {
        return Optional.empty();
      }
      long number = Long.parseLong(text.substring(start, i));
      long unit = i < text.length() ? secondsOf(text.charAt(i++)) : 1;
      total += number * unit;
      if (unit == 0 || total > Integer.MAX_VALUE) {
        return Optional.empty();
      }
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(total));
  }

  private static long secondsOf(char unit) {
    return switch (unit) {
      case 's', 'S' -> 1;
      case 'm', 'M' -> 60;
      case 'h', 'H' -> 3_600;
      case 'd', 'D' -> 86_400;
      case 'w', 'W' -> 604_800;
      default -> 0;
    };
  }
}
