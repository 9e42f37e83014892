package dog.rebe.runner;

import dog.rebe.robot.Goal;
import dog.rebe.robot.GoalType;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a run is asked for that takes back another one. */
final class UndoGoal {

  private static final String RUN = "run";
  private static final String DESPITE = "despiteLaterRuns";

  static final GoalType TYPE =
      GoalType.builder()
          .text(RUN, "Which run is taken back.", "[a-z0-9-]{1,64}")
          .yesNo(
              DESPITE,
              "Whether also on machines that another run has changed since, where nothing tells"
                  + " whether it is still as the run left it.",
              false)
          .phrase("take back what was done yesterday")
          .build();

  private UndoGoal() {}

  static Goal of(String run, boolean despiteLaterRuns) {
    return TYPE.goal(Map.<String, Object>of(RUN, run, DESPITE, despiteLaterRuns));
  }

  static String run(Goal goal) {
    return goal.text(RUN);
  }

  static boolean isDespiteLaterRuns(Goal goal) {
    return goal.yesNo(DESPITE);
  }

  /** The run that a goal names, as it stands in the chronicle. */
  static Optional<String> run(String goal) {
    try {
      Object tree = JsonMapper.shared().readValue(goal, Object.class);
      return tree instanceof Map<?, ?> form && form.get(RUN) instanceof String run
          ? Optional.of(run)
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
