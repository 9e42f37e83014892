package dog.rebe.command;

import dog.rebe.outcome.VisibleText;

/** Applies a mapper to a decoded value, and tells what it did not understand. */
final class Mapping {

  private static final int MAX_SHOWN = 60;

  private Mapping() {}

  static <T, R> R apply(Decoder.Mapper<? super T, ? extends R> mapper, T value)
      throws DecodeException {
    try {
      return mapper.map(value);
    } catch (RuntimeException e) {
      throw new DecodeException(
          "'"
              + VisibleText.line(String.valueOf(value), MAX_SHOWN)
              + "' was not understood: "
              + VisibleText.line(e.toString(), 2 * MAX_SHOWN),
          e);
    }
  }
}
