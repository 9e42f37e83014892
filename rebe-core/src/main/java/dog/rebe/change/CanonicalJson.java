package dog.rebe.change;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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

  private CanonicalJson() {}

  /**
   * The canonical form as UTF-8.
   *
   * @throws IllegalArgumentException if a value has no canonical form; the message says which
   */
  public static byte[] bytes(Object value) {
    CanonicalBuffer buffer = new CanonicalBuffer();
    buffer.append(value);
    return buffer.bytes();
  }

  /**
   * The canonical form as text.
   *
   * @throws IllegalArgumentException if a value has no canonical form; the message says which
   */
  public static String text(Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }
}
