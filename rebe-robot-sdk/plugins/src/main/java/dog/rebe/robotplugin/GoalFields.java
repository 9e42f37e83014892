package dog.rebe.robotplugin;

import dog.rebe.robot.GoalType;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a plugin's goal. Text has one of a few forms and no regular expression of the
 * plugin's own: one that a stranger wrote could keep whoever asks the robot busy for ever.
 */
final class GoalFields {

  private GoalFields() {}

  static void add(GoalType.Builder goal, JsonNode field) {
    String name = ClaimsReader.text(field, "name");
    String meaning = ClaimsReader.text(field, "meaning");
    JsonNode standard = field.get("standard");
    String kind = ClaimsReader.text(field, "kind");
    switch (kind) {
      case "whole" -> {
        if (standard == null) {
          goal.whole(name, meaning, whole(field, "least"), whole(field, "most"));
        } else {
          goal.whole(
              name, meaning, whole(field, "least"), whole(field, "most"), whole(field, "standard"));
        }
      }
      case "text" -> {
        if (standard == null) {
          goal.text(name, meaning, pattern(field));
        } else {
          goal.text(name, meaning, pattern(field), ClaimsReader.text(field, "standard"));
        }
      }
      case "texts" ->
          goal.texts(name, meaning, pattern(field), ClaimsReader.texts(field, "standard"));
      case "choice" -> {
        List<String> words = ClaimsReader.texts(field, "words");
        goal.choice(name, meaning, words.toArray(String[]::new));
      }
      case "yes-no" -> goal.yesNo(name, meaning, standard != null && standard.asBoolean(false));
      default ->
          throw new IllegalArgumentException(
              "'"
                  + kind
                  + "' is no kind of a goal's field: use whole, text, texts, choice, yes-no");
    }
  }

  private static long whole(JsonNode field, String name) {
    JsonNode value = field.get(name);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("The field " + name + " is missing or no whole number");
    }
    return value.longValue();
  }

  private static String pattern(JsonNode field) {
    String form = ClaimsReader.text(field, "form");
    return switch (form) {
      case "word" -> "[A-Za-z0-9_@:.+-]{1,255}";
      case "path" -> "/[^\\p{Cntrl}]{0,4000}";
      case "line" -> "[^\\p{Cntrl}]{0,4096}";
      default ->
          throw new IllegalArgumentException(
              "'" + form + "' is no form of text: use word, path or line");
    };
  }
}
