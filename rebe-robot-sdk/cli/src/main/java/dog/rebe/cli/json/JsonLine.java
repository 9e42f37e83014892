package dog.rebe.cli.json;

import java.io.StringWriter;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * A JSON object (RFC 8259) on one line, in ASCII alone: it reads the same in every locale and holds
 * nothing that a terminal could act on. Thread-safe.
 */
public final class JsonLine {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new DeleteEscaped())
          .build();

  private JsonLine() {}

  /**
   * The object as one line without a line end.
   *
   * @param fields in the order in which they are written; strings, numbers, booleans, byte arrays
   *     (as base64), durations (as whole milliseconds), optionals and nulls, and lists and maps of
   *     these
   */
  public static String of(Map<String, ?> fields) {
    StringWriter line = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
      write(fields, generator);
    }
    return line.toString();
  }

  private static void write(@Nullable Object value, JsonGenerator generator) {
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof Optional<?> optional) {
      write(optional.orElse(null), generator);
    } else if (value instanceof Boolean truth) {
      generator.writeBoolean(truth);
    } else if (value instanceof Double number) {
      generator.writeNumber(number);
    } else if (value instanceof Number number) {
      generator.writeNumber(number.longValue());
    } else if (value instanceof Duration duration) {
      generator.writeNumber(duration.toMillis());
    } else if (value instanceof byte[] bytes) {
      generator.writeString(Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof Map<?, ?> map) {
      generator.writeStartObject();
      map.forEach(
          (name, content) -> {
            generator.writeName(name.toString());
            write(content, generator);
          });
      generator.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      generator.writeStartArray();
      list.forEach(element -> write(element, generator));
      generator.writeEndArray();
    } else {
      generator.writeString(value.toString());
    }
  }
}
