package dog.rebe.robotkit;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanDifferenceTest {

  private static Step step(String id, String purpose, String word) {
    Command<?> command =
        Command.of("touch", word)
            .effect(Effect.changes(Repetition.REPEATABLE))
            .limits(Limits.of(Duration.ofSeconds(1), 100));
    return Step.of(id, purpose, command, List.of(new NodeId("hall")));
  }

  private static Plan plan(String purpose, Step... steps) {
    return new Plan(purpose, List.of(steps));
  }

  @Test
  void saysNothingOfEqualPlans() {
    assertThat(
            PlanDifference.of(
                plan("Marks.", step("mark", "Marks.", "a")),
                plan("Marks.", step("mark", "Marks.", "a"))))
        .isEmpty();
  }

  @Test
  void namesThePartThatDiffersWithBothOfItsValues() {
    Plan plan = plan("At 4882.", step("mark", "Marks.", "a"));

    assertThat(PlanDifference.of(plan, plan("At 4883.", step("mark", "Marks.", "a"))))
        .hasValue("purpose: 'At 4882.' and then 'At 4883.'");
    assertThat(PlanDifference.of(plan, plan("At 4882.", step("other", "Marks.", "a"))))
        .hasValue("steps: '[mark]' and then '[other]'");
    assertThat(PlanDifference.of(plan, plan("At 4882.", step("mark", "Paints.", "a"))))
        .hasValue("purpose of the step mark: 'Marks.' and then 'Paints.'");
    assertThat(PlanDifference.of(plan, plan("At 4882.", step("mark", "Marks.", "b"))).orElseThrow())
        .startsWith("command of the step mark: '")
        .contains("touch a", "touch b");
  }

  @Test
  void showsTheCanonicalFormsWhereThatAloneDiffers() {
    Step marked = step("mark", "Marks.", "a");

    assertThat(
            PlanDifference.of(
                    plan("Marks.", marked),
                    plan("Marks.", marked.undo(step("undo", "Undoes.", "erased").command())))
                .orElseThrow())
        .startsWith("the canonical form: '")
        .contains("undo");
  }
}
