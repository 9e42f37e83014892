package dog.rebe.cli.screen;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.execution.FleetProgress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final FleetProgress HALF =
      new FleetProgress(8, 23, 2, 0, Duration.ofMillis(1_240));

  @Test
  void isSilentWhereItIsNoTerminal() {
    assertThat(
            ScreenText.of(
                screen -> {
                  try (ProgressLine line = new ProgressLine(screen, 50)) {
                    line.show(HALF);
                  }
                }))
        .isEmpty();
  }

  @Test
  void overwritesItselfAndLeavesNothing() {
    String shown =
        ScreenText.of(
            US_ASCII,
            Map.of(),
            true,
            screen -> {
              ProgressLine line = new ProgressLine(screen, 50);
              line.show(HALF);
              line.close();
              line.show(HALF);
            });
    assertThat(shown)
        .isEqualTo(
            "\r\u001b[K  ############............ 25/50, 2 failed, 8 running  1.2 s\r\u001b[K");
  }

  @Test
  void tellsTheMachinesThatHadNoTurnApart() {
    FleetProgress stopped = new FleetProgress(0, 8, 5, 27, Duration.ofMillis(1_240));
    ScreenText.of(
        UTF_8,
        Map.of("COLUMNS", "100"),
        true,
        screen ->
            assertThat(ProgressLine.text(stopped, 40, screen))
                .contains("40/40, 5 failed, 27 not begun  "));
  }

  @Test
  void isNeverWiderThanTheScreen() {
    ScreenText.of(
        UTF_8,
        Map.of("COLUMNS", "40"),
        true,
        screen ->
            assertThat(TextWidth.of(ProgressLine.text(HALF, 20_000_000, screen))).isLessThan(40));
  }
}
