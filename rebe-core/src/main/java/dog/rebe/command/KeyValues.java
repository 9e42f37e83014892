package dog.rebe.command;

import dog.rebe.outcome.VisibleText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys with one value each, as a {@link KeyValueDecoder} read them. Immutable. */
public final class KeyValues {

  private static final int MAX_SHOWN = 60;

  private final Map<String, String> values;

  KeyValues(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The value of a key that was declared as required.
   *
   * @throws IllegalArgumentException if there is none, which is a mistake in the declaration
   */
  public String value(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "There is no value for " + key + ": declare it as required, or ask with find()");
    }
    return value;
  }

  /**
   * The value of a key that was declared as required, as a whole number in decimal digits. For a
   * {@linkplain Decoder#map mapper}.
   *
   * @throws DecodeException if it is none, or does not fit a {@code long}; names the key
   * @throws IllegalArgumentException if there is none, which is a mistake in the declaration
   */
  public long integer(String key) throws DecodeException {
    String text = value(key);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new DecodeException(
          "The value of "
              + VisibleText.line(key, MAX_SHOWN)
              + " must be a whole number, not '"
              + VisibleText.line(text, MAX_SHOWN)
              + "'",
          e);
    }
  }

  /** The value of a key, if it was there. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** All of them, in the order in which they came. */
  public Map<String, String> asMap() {
    return values;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
