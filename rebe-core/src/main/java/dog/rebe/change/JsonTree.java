package dog.rebe.change;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of parsed JSON that is asked for its type, and says where it stands if it is another.
 *
 * @param value as the parser made it
 * @param place for messages
 */
record JsonTree(@Nullable Object value, String place) {

  JsonTree get(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException(place + " has no '" + name + "'"));
  }

  Optional<JsonTree> find(String name) {
    return Optional.ofNullable(object().get(name));
  }

  Map<String, JsonTree> object() {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong("an object");
    }
    Map<String, JsonTree> all = new LinkedHashMap<>();
    map.forEach((name, child) -> all.put((String) name, new JsonTree(child, place + "." + name)));
    return all;
  }

  List<JsonTree> list() {
    if (!(value instanceof List<?> items)) {
      throw wrong("a list");
    }
    List<JsonTree> all = new ArrayList<>();
    for (Object item : items) {
      all.add(new JsonTree(item, place + "[" + all.size() + "]"));
    }
    return all;
  }

  String text() {
    if (value instanceof String text) {
      return text;
    }
    throw wrong("a string");
  }

  long integer() {
    if (value instanceof Long number) {
      return number;
    }
    throw wrong("an integer");
  }

  byte[] bytes() {
    try {
      return Base64.getDecoder().decode(text());
    } catch (IllegalArgumentException e) {
      throw wrong("base64");
    }
  }

  <E extends Enum<E>> E constant(Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (CanonicalCommand.lower(constant).equals(text())) {
        return constant;
      }
    }
    throw wrong("one of " + List.of(type.getEnumConstants()));
  }

  private IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException(place + " is not " + wanted);
  }
}
