package dog.rebe.sandbox;

import dog.rebe.sandbox.VerbCall.BadAnswerException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a plugin's answer, none of which can be trusted to be there. */
final class AnswerFields {

  private static final int MAX_TEXT = 10_000;

  private AnswerFields() {}

  /** Text; the other value if there is none, unless that is null. */
  static String text(JsonNode object, String field, @Nullable String otherwise)
      throws BadAnswerException {
    JsonNode value = object.get(field);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    if (value == null || !value.isString() || value.stringValue().length() > MAX_TEXT) {
      throw new BadAnswerException(
          "The field " + field + " is not text of at most " + MAX_TEXT + " characters");
    }
    return value.stringValue();
  }

  /** A list; an empty one if it is absent and may be. */
  static List<JsonNode> list(JsonNode object, String field, int most, boolean required)
      throws BadAnswerException {
    JsonNode value = object.get(field);
    if (value == null && !required) {
      return List.of();
    }
    if (value == null || !value.isArray() || value.size() > most) {
      throw new BadAnswerException("The field " + field + " is not a list of at most " + most);
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    return items;
  }

  /** A list of texts. */
  static List<String> texts(JsonNode object, String field, int most, boolean required)
      throws BadAnswerException {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(object, field, most, required)) {
      if (!item.isString()) {
        throw new BadAnswerException("The field " + field + " is not a list of texts");
      }
      texts.add(item.stringValue());
    }
    return texts;
  }
}
