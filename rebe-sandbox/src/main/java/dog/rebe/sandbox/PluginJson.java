package dog.rebe.sandbox;

import dog.rebe.outcome.VisibleText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON from people whom nobody knows: bounded in depth, names and numbers, nothing twice. */
final class PluginJson {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_NAME = 1000;
  private static final int MAX_NUMBER = 100;
  private static final int MAX_MESSAGE = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNameLength(MAX_NAME)
                          .maxNumberLength(MAX_NUMBER)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PluginJson() {}

  /** JSON that is none; the message says where. */
  static final class BadJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    BadJsonException(String message) {
      super(message);
    }
  }

  static JsonNode read(byte[] json) throws BadJsonException {
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new BadJsonException(
          "This is no JSON: "
              + VisibleText.line(String.valueOf(e.getOriginalMessage()), MAX_MESSAGE));
    }
    if (node == null || node.isMissingNode()) {
      throw new BadJsonException("JSON was expected, and nothing came");
    }
    return node;
  }

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }
}
