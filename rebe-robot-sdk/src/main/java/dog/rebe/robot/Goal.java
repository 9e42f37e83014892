package dog.rebe.robot;

import dog.rebe.change.CanonicalJson;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a robot is asked for: values that fit its {@link GoalType}, which makes them. Immutable. */
public final class Goal {

  private final Map<String, Object> values;

  Goal(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** All values by name: strings, longs, booleans and lists of strings. */
  public Map<String, Object> values() {
    return values;
  }

  /** A text, or the word of a choice. */
  public String text(String field) {
    return value(field, String.class);
  }

  /** An integer. */
  public long whole(String field) {
    return value(field, Long.class);
  }

  /** True or false. */
  public boolean yesNo(String field) {
    return value(field, Boolean.class);
  }

  /** Texts. */
  public List<String> texts(String field) {
    List<?> texts = value(field, List.class);
    return texts.stream().map(String.class::cast).toList();
  }

  private <T> T value(String field, Class<T> type) {
    Object value = values.get(field);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "The goal has no field '" + field + "' of this type: " + this);
    }
    return type.cast(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Goal goal && values.equals(goal.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The canonical JSON of its values. */
  @Override
  public String toString() {
    return CanonicalJson.text(values);
  }
}
