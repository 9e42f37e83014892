package dog.rebe.command;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.VisibleText;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.ObjectReader;

/**
 * Reads standard output as one JSON value (RFC 8259, UTF-8) of a known type: a record of strings,
 * numbers, booleans, enums, {@code Optional}s, lists, maps with string keys, and such records.
 *
 * <p>It refuses what it does not know: fields that the record has not (unless {@link
 * #ignoringUnknownFields}), components that are missing or null (an {@code Optional} may be),
 * fields that stand there twice, text after the value, a string where a number belongs and the
 * other way round, a fraction where an integer belongs, and empty output.
 *
 * <p>A record in a named module must be public in an exported package, or its package must be open
 * to {@code tools.jackson.databind}. Immutable and thread-safe.
 *
 * @param <T> the type of the value
 */
public final class JsonDecoder<T> implements Decoder<T> {

  private static final int MAX_MESSAGE = 300;

  /** How the parser could be configured, which is no help to anybody here. */
  private static final String HINTS = "; `[^`]*` enabled| \\(set `[^`]*` to [^)]*\\)";

  private final JsonShape shape;
  private final ObjectReader reader;

  private JsonDecoder(JsonShape shape) {
    this.shape = shape;
    this.reader = shape.reader();
  }

  /** A value of this type. */
  public static <T> JsonDecoder<T> of(Class<T> type) {
    return new JsonDecoder<>(JsonShape.one(Objects.requireNonNull(type, "type")));
  }

  /** An array of values of this type. */
  public static <T> JsonDecoder<List<T>> listOf(Class<T> type) {
    return new JsonDecoder<>(JsonShape.list(Objects.requireNonNull(type, "type")));
  }

  /** The same, but fields that the record has not are skipped. */
  public JsonDecoder<T> ignoringUnknownFields() {
    return new JsonDecoder<>(shape.ignoringUnknownFields());
  }

  /**
   * The same with other names: where a field's name is not its component's, because it is no Java
   * name ({@code maj:min}) or is written in another manner ({@code total_bytes}).
   *
   * @param fieldOf the name of the field for the name of a component
   */
  public JsonDecoder<T> withNames(UnaryOperator<String> fieldOf) {
    return new JsonDecoder<>(shape.withNames(Objects.requireNonNull(fieldOf, "fieldOf")));
  }

  /** The same with another limit for nesting; 64 unless said, at least 1. */
  public JsonDecoder<T> withMaxDepth(int depth) {
    return new JsonDecoder<>(shape.withMaxDepth(depth));
  }

  /** The same with another limit for one string, in UTF-16 code units; 1,048,576 unless said. */
  public JsonDecoder<T> withMaxStringLength(int length) {
    return new JsonDecoder<>(shape.withMaxStringLength(length));
  }

  @Override
  public T decode(CapturedOutput output, Exit exit) throws DecodeException {
    if (!output.stdout().isUtf8()) {
      throw new DecodeException("JSON was expected, and standard output is not even UTF-8 text");
    }
    return read(output.stdout().utf8());
  }

  /**
   * Reads a text, for instance one line of several: {@code
   * LineDecoder.of(JsonDecoder.of(X.class)::read)}.
   *
   * @throws DecodeException if it is not the JSON that was expected; the message says where
   */
  public T read(String text) throws DecodeException {
    if (text.isBlank()) {
      throw new DecodeException("JSON of " + shape + " was expected, and nothing came");
    }
    T value;
    try {
      value = reader.readValue(text);
    } catch (JacksonException e) {
      throw new DecodeException("This is not the JSON of " + shape + ": " + where(e));
    }
    if (value == null) {
      throw new DecodeException("JSON of " + shape + " was expected, and null came");
    }
    return value;
  }

  private static String where(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    String path = e.getPathReference();
    String place =
        at == null || at.getLineNr() < 1
            ? ""
            : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    String said = String.valueOf(e.getOriginalMessage()).replaceAll(HINTS, "");
    return VisibleText.line(
        place + said + (path.isEmpty() ? "" : " (at " + path + ")"), MAX_MESSAGE);
  }
}
