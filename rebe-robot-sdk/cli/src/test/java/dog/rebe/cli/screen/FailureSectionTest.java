package dog.rebe.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.Explanation;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import org.junit.jupiter.api.Test;

class FailureSectionTest {

  private static Failure<?> off(String node, int attempts, String detail) {
    return new Failure<>(
        FailureKind.CONNECT_TIMEOUT,
        Delivery.NOT_STARTED,
        Evidence.none(),
        new Explanation(
            "The machine " + node + " does not answer.",
            "We tried " + attempts + " times over 10 seconds and heard nothing.",
            "Nothing was changed on it.",
            "Check that it is switched on and that its network cable is plugged in."),
        detail);
  }

  @Test
  void tellsOneKindOnceWithAllItsNodes() {
    FailureSection failures = new FailureSection();
    failures.add("pi-02", off("pi-02", 2, ""));
    failures.add("pi-01", off("pi-01", 3, ""));
    assertThat(ScreenText.of(failures::print))
        .isEqualTo(
            """

              pi-[01,02] (2 nodes)
                As it is told of pi-02:
                The machine pi-02 does not answer.
                We tried 2 times over 10 seconds and heard nothing.
                Nothing was changed on it.
                What to do: Check that it is switched on and that its network cable is
                  plugged in.
                For the author: connect-timeout, not started
            """);
  }

  @Test
  void escapesTheDetail() {
    FailureSection failures = new FailureSection();
    failures.add("pi-01", off("pi-01", 1, "banner \u001b[31m"));
    assertThat(ScreenText.of(failures::print))
        .contains("banner \\u001b[31m")
        .doesNotContain("\u001b");
  }
}
