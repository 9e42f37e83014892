package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.StepPreview;
import dog.rebe.node.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What differs between what was shown of a step and what it would do now. */
class StepDifferenceTest {

  private static final NodeId NODE = new NodeId("node-1");
  private static final StepPreview SHOWN =
      StepPreview.dryRun("turn", NODE, List.of("It would be on."), List.of());

  @Test
  void tellsWhatACommandSaysNow() {
    assertThat(
            StepDifference.of(
                SHOWN, StepPreview.dryRun("turn", NODE, List.of("It would be half."), List.of())))
        .isEqualTo("It says now: It would be half.");
    assertThat(StepDifference.of(SHOWN, StepPreview.dryRun("turn", NODE, List.of(), List.of())))
        .isEqualTo("It says nothing more of: It would be on.");
  }

  @Test
  void tellsWhatNobodyCanTellNow() {
    assertThat(
            StepDifference.of(
                SHOWN, SHOWN.with(new BlindSpot("the time", "it is looked up on the way"))))
        .isEqualTo("Nobody can tell now: the time, it is looked up on the way.");
    assertThat(
            StepDifference.of(
                SHOWN.with(new BlindSpot("the time", "it is looked up on the way")), SHOWN))
        .isEqualTo("It would do the same, but what that rests on is not as it was.");
  }
}
