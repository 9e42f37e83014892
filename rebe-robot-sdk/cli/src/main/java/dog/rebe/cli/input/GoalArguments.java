package dog.rebe.cli.input;

import dog.rebe.robot.Goal;
import dog.rebe.robot.GoalField;
import dog.rebe.robot.GoalType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a robot is asked for, as it is typed. */
public final class GoalArguments {

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "What the robot is asked for; the names and what they mean are shown by 'rebe robot show"
              + " ID'. Several texts are parted by commas. Can be given more than once.")
  private Map<String, String> values = new LinkedHashMap<>();

  /**
   * The goal, with standard values for what was not said.
   *
   * @throws BadInput if a value is missing, wrong or unknown
   */
  public Goal goal(GoalType type) {
    Map<String, Object> said = new LinkedHashMap<>(values);
    for (GoalField field : type.fields()) {
      said.computeIfPresent(field.name(), (name, text) -> value(field, (String) text));
    }
    try {
      return type.goal(said);
    } catch (IllegalArgumentException e) {
      throw new BadInput("--set: " + e.getMessage(), e);
    }
  }

  private static Object value(GoalField field, String text) {
    if (field.kind() instanceof GoalField.Texts) {
      return List.of(text.split(",", -1));
    }
    if (field.kind() instanceof GoalField.YesNo && text.matches("true|false")) {
      return text.equals("true");
    }
    if (field.kind() instanceof GoalField.Whole && text.matches("-?[0-9]{1,18}")) {
      return Long.parseLong(text);
    }
    return text;
  }
}
