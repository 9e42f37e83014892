package dog.rebe.robotplugin;

import dog.rebe.robot.GoalType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the field {@code robot} of a plugin's manifest, whose author nobody knows. */
final class ClaimsReader {

  private static final int MOST = 50;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ClaimsReader() {}

  /**
   * What it claims.
   *
   * @param json an object that the sandbox has read and bounded already
   * @throws IllegalArgumentException says what is wrong with it
   */
  static RobotClaims read(String json) {
    JsonNode robot = MAPPER.readTree(json);
    GoalType.Builder goal = GoalType.builder();
    for (JsonNode field : list(robot, "goal")) {
      GoalFields.add(goal, field);
    }
    for (String phrase : texts(robot, "phrases")) {
      goal.phrase(PlainWords.required(phrase, "a phrase"));
    }
    Map<String, String> observes = new LinkedHashMap<>();
    Set<String> steady = new HashSet<>();
    for (JsonNode wanted : list(robot, "observes")) {
      String name = text(wanted, "command");
      if (!name.matches("[a-z0-9-]{1,64}")) {
        throw new IllegalArgumentException(
            "'" + name + "' is no name of a command to observe: use 1 to 64 of a-z, 0-9 and '-'");
      }
      observes.put(name, text(wanted, "reason"));
      if (wanted.path("steady").asBoolean(false)) {
        steady.add(name);
      }
    }
    return new RobotClaims(
        text(robot, "purpose"), goal.build(), observes, steady, texts(robot, "changes"));
  }

  static String text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || !value.isString()) {
      throw new IllegalArgumentException("The field " + field + " is missing or no text");
    }
    return PlainWords.required(value.stringValue(), "the field " + field);
  }

  static List<String> texts(JsonNode object, String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(object, field)) {
      if (!item.isString()) {
        throw new IllegalArgumentException("The field " + field + " is no list of texts");
      }
      texts.add(item.stringValue());
    }
    return texts;
  }

  static List<JsonNode> list(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray() || value.size() > MOST) {
      throw new IllegalArgumentException("The field " + field + " is no list of at most " + MOST);
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    return items;
  }
}
