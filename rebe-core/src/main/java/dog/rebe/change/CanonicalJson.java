package dog.rebe.change;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the one form that a digest can be made of: the JSON Canonicalization Scheme (RFC 8785),
 * of which only a part is used. No white space; the names of an object sorted by UTF-16 code units;
 * strings escaped only where they must be; UTF-8.
 *
 * <p>The values are
 *
 * <ul>
 *   <li>{@link String}, well formed;
 *   <li>{@link Integer} and {@link Long} of at most 2<sup>53</sup> − 1 either way, which every JSON
 *       reader keeps exactly; there are no fractions;
 *   <li>{@link Boolean};
 *   <li>{@code byte[]}, written as a string in base64 (RFC 4648, section 4, padded);
 *   <li>{@link Instant}, written as milliseconds since 1970-01-01T00:00Z; what is finer is dropped;
 *   <li>{@link List} and {@link Map} with string keys, nested no deeper than 64. There is no null:
 *       what is absent is left out.
 * </ul>
 */
public final class CanonicalJson {

  private static final long MAX_EXACT_INTEGER = (1L << 53) - 1;
  private static final int MAX_DEPTH = 64;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  /**
   * The canonical form as UTF-8.
   *
   * @throws IllegalArgumentException if a value has no canonical form; the message says which
   */
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The canonical form as text.
   *
   * @throws IllegalArgumentException if a value has no canonical form; the message says which
   */
  public static String text(Object value) {
    CanonicalJson json = new CanonicalJson();
    json.write(value, 0);
    return json.out.toString();
  }

  private void write(Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("A value is nested deeper than " + MAX_DEPTH);
    }
    if (value instanceof String string) {
      writeString(string);
    } else if (value instanceof Long || value instanceof Integer) {
      writeInteger(((Number) value).longValue());
    } else if (value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof byte[] bytes) {
      writeString(Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof Instant instant) {
      writeInteger(instant.toEpochMilli());
    } else if (value instanceof List<?> list) {
      writeList(list, depth);
    } else if (value instanceof Map<?, ?> map) {
      writeObject(map, depth);
    } else {
      throw new IllegalArgumentException(
          "A "
              + value.getClass().getName()
              + " has no canonical form: use strings, integers, booleans, bytes, instants, lists and"
              + " maps");
    }
  }

  private void writeInteger(long value) {
    if (value > MAX_EXACT_INTEGER || value < -MAX_EXACT_INTEGER) {
      throw new IllegalArgumentException(
          "The integer "
              + value
              + " is beyond 2^53 - 1, which not every reader keeps: use a string");
    }
    out.append(value);
  }

  private void writeList(List<?> list, int depth) {
    out.append('[');
    String comma = "";
    for (Object element : list) {
      out.append(comma);
      write(element, depth + 1);
      comma = ",";
    }
    out.append(']');
  }

  /** Java compares strings by UTF-16 code units, as RFC 8785, section 3.2.3, asks for. */
  private void writeObject(Map<?, ?> map, int depth) {
    TreeMap<String, Object> sorted = new TreeMap<>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw new IllegalArgumentException("The key " + key + " of an object is no string");
          }
          sorted.put(name, value);
        });
    out.append('{');
    String comma = "";
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      out.append(comma);
      writeString(entry.getKey());
      out.append(':');
      write(entry.getValue(), depth + 1);
      comma = ",";
    }
    out.append('}');
  }

  /** Escapes as RFC 8785, section 3.2.2.2, says. */
  private void writeString(String string) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
          } else {
            requireWellFormed(string, i);
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static void requireWellFormed(String string, int index) {
    char c = string.charAt(index);
    if (!Character.isSurrogate(c)) {
      return;
    }
    boolean paired =
        Character.isHighSurrogate(c)
            ? index + 1 < string.length() && Character.isLowSurrogate(string.charAt(index + 1))
            : index > 0 && Character.isHighSurrogate(string.charAt(index - 1));
    if (!paired) {
      throw new IllegalArgumentException(
          "A string holds an unpaired surrogate at " + index + ": it is no Unicode text");
    }
  }
}
