package dog.rebe.cli.report;

import dog.rebe.cli.screen.Glyphs;
import java.util.function.DoubleFunction;

/** The least and the greatest of some numbers. Not thread-safe. */
final class Span {

  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  /** One more number. */
  void add(double number) {
    least = Math.min(least, number);
    greatest = Math.max(greatest, number);
  }

  /** Whether there was no number. */
  boolean isEmpty() {
    return greatest < least;
  }

  /** Both ends, or the one value where they look the same; empty where there was no number. */
  String text(DoubleFunction<String> format, Glyphs glyphs) {
    if (isEmpty()) {
      return "";
    }
    String from = format.apply(least);
    String to = format.apply(greatest);
    return from.equals(to) ? from : from + glyphs.range() + to;
  }
}
