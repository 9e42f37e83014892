package dog.rebe.cli.json;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Public records as fields for {@link JsonLine}: each component under its name, and a duration
 * under its name with {@code Millis} behind it.
 */
final class RecordFields {

  private RecordFields() {}

  /** The fields of a record. */
  static Map<String, Object> of(Record value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String name = component.getName();
      fields.put(
          component.getType() == Duration.class ? name + "Millis" : name,
          plain(component(value, component)));
    }
    return fields;
  }

  private static Object component(Record value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException(
          component + " of " + value.getClass() + " cannot be read", e);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Record inner) {
      return of(inner);
    }
    if (value instanceof Enum<?> constant) {
      return Codes.of(constant);
    }
    if (value instanceof Optional<?> optional) {
      return plain(optional.orElse(null));
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : null;
    }
    if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? optional.getAsLong() : null;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> all = new ArrayList<>();
      list.forEach(element -> all.add(plain(element)));
      return all;
    }
    return value;
  }
}
