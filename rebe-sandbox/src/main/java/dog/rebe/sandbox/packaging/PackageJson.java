package dog.rebe.sandbox.packaging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of packages, which comes from anybody. */
final class PackageJson {

  private static final int MAX_DEPTH = 16;
  private static final int MAX_STRING = 1024 * 1024;
  private static final int MAX_LIST = 10_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .maxNumberLength(20)
                          .maxNameLength(1000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PackageJson() {}

  static JsonNode object(byte[] json, String what) throws PackageException {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw new PackageException(what + " is no JSON: " + e.getOriginalMessage());
    }
    throw new PackageException(what + " is no JSON object");
  }

  static String text(JsonNode object, String field) throws PackageException {
    JsonNode value = object.get(field);
    if (value == null || !value.isString() || !isUnicode(value.stringValue())) {
      throw new PackageException("The field " + field + " is missing or no text");
    }
    return value.stringValue();
  }

  /** Half of a surrogate pair is none: it can be escaped in JSON, and never be written again. */
  private static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  static long number(JsonNode object, String field) throws PackageException {
    JsonNode value = object.get(field);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new PackageException("The field " + field + " is missing or no whole number");
    }
    return value.longValue();
  }

  static byte[] base64(JsonNode object, String field) throws PackageException {
    try {
      return Base64.getDecoder().decode(text(object, field));
    } catch (IllegalArgumentException e) {
      throw new PackageException("The field " + field + " is no base64");
    }
  }

  static List<JsonNode> list(JsonNode object, String field) throws PackageException {
    JsonNode value = object.get(field);
    if (value == null || !value.isArray() || value.size() > MAX_LIST) {
      throw new PackageException(
          "The field " + field + " is missing or no list of at most " + MAX_LIST);
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    return items;
  }

  static List<String> texts(JsonNode object, String field) throws PackageException {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(object, field)) {
      if (!item.isString() || !isUnicode(item.stringValue())) {
        throw new PackageException("The field " + field + " is no list of texts");
      }
      texts.add(item.stringValue());
    }
    return texts;
  }
}
