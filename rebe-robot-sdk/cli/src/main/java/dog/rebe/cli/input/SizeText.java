package dog.rebe.cli.input;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 512}, {@code 64k}, {@code 1MiB}, {@code 10MB}. */
public final class SizeText {

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s?([a-zA-Z]*)");

  private SizeText() {}

  /**
   * The number of bytes. {@code k}, {@code m} and {@code g} are powers of 1024, as are {@code KiB},
   * {@code MiB} and {@code GiB}; {@code kB}, {@code MB} and {@code GB} are powers of 1000.
   *
   * @throws BadInput if it is no such size, or not above zero
   */
  public static long parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new BadInput(
          "'" + Shown.value(text) + "' is no size: write bytes as 4096, 64k or 1MiB");
    }
    long factor = factor(matcher.group(2), text);
    long count = Long.parseLong(matcher.group(1));
    if (count == 0) {
      throw new BadInput("'" + Shown.value(text) + "' is no limit: write a size above zero");
    }
    try {
      return Math.multiplyExact(count, factor);
    } catch (ArithmeticException e) {
      throw new BadInput("'" + Shown.value(text) + "' is too large for any machine", e);
    }
  }

  private static long factor(String unit, String text) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "", "b" -> 1;
      case "k", "kib" -> 1L << 10;
      case "m", "mib" -> 1L << 20;
      case "g", "gib" -> 1L << 30;
      case "kb" -> 1_000;
      case "mb" -> 1_000_000;
      case "gb" -> 1_000_000_000;
      default ->
          throw new BadInput(
              "'"
                  + Shown.value(unit)
                  + "' in '"
                  + Shown.value(text)
                  + "' is no unit of size: use k, m, g, KiB, MiB, GiB, kB, MB or GB");
    };
  }

  /** A size for people, in powers of 1024 with three digits at most: {@code 7.8 GiB}. */
  public static String of(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double amount = bytes;
    int unit = -1;
    // 999.5 and not 1024: a fourth digit would tell nobody anything
    while (amount >= 999.5 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    String digits =
        amount >= 9.95
            ? String.valueOf(Math.round(amount))
            : String.format(Locale.ROOT, "%.1f", amount);
    return digits + " " + units[unit];
  }
}
