package dog.rebe.chronicle;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@linkplain EntryLine lines}. */
final class EntryParser {

  private static final int MAX_DEPTH = 70;

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a line without its end.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  EntryLine parse(byte[] line) {
    Object tree;
    try {
      tree = json.readValue(line, Object.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is not JSON", e);
    }
    if (!(tree instanceof Map<?, ?> object)
        || object.size() != 5
        || !(object.get("at") instanceof Long at)
        || !(object.get("fields") instanceof Map<?, ?> fields)
        || !(object.get("kind") instanceof String kind)
        || !(object.get("number") instanceof Long number)
        || !(object.get("previous") instanceof String previous)) {
      throw new IllegalArgumentException("it is no entry");
    }
    TreeMap<String, Object> sorted = new TreeMap<>();
    fields.forEach((name, value) -> sorted.put((String) name, value));
    return new EntryLine(
        number, previous, new ChronicleEntry(Instant.ofEpochMilli(at), kindOf(kind), sorted));
  }

  private static EntryKind kindOf(String name) {
    for (EntryKind kind : EntryKind.values()) {
      if (EntryLine.nameOf(kind).equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("its kind is unknown to this version");
  }
}
