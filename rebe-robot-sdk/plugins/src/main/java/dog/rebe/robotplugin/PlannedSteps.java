package dog.rebe.robotplugin;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.robot.RobotManifest;

/** What a plugin's plan is held to beyond what the sandbox has looked at. */
final class PlannedSteps {

  private PlannedSteps() {}

  /**
   * The plan, if it may be shown to whoever approves.
   *
   * @throws IllegalArgumentException says what is wrong with it
   */
  static Plan checked(Plan plan, RobotManifest robot) {
    PlainWords.required(plan.purpose(), "the purpose of the plan");
    for (Step step : plan.steps()) {
      PlainWords.required(step.purpose(), "the purpose of the step " + step.id());
      if (step.effect().hasImpact() && robot.changes().isEmpty()) {
        throw new IllegalArgumentException(
            "the step "
                + step.id()
                + " changes something ("
                + step.effect()
                + "), and the manifest says that nothing is changed");
      }
    }
    return plan;
  }
}
