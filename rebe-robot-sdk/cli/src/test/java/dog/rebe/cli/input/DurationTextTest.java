package dog.rebe.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "10s, PT10S",
    "2m, PT2M",
    "1m30s, PT1M30S",
    "2h, PT2H",
    "1d, PT24H",
    "10 s, PT10S"
  })
  void readsDurations(String text, Duration expected) {
    assertThat(DurationText.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "10", "-10", "-10s", "0s", "0ms0s", "10x", "1.5s", "10s later"})
  void namesWhatItCannotRead(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void asksForTheUnit() {
    assertThatThrownBy(() -> DurationText.parse("10"))
        .hasMessage("'10' has no unit: write 10s, 10m or 10ms");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 ms",
    "PT0.082S, 82 ms",
    "PT1.949S, 1.9 s",
    "PT59.96S, 1 min",
    "PT90S, 1 min 30 s",
    "PT2H, 2 h",
    "PT76H, 3 d 4 h",
    "PT960H, 40 d"
  })
  void showsDurationsForPeople(Duration duration, String text) {
    assertThat(DurationText.of(duration)).isEqualTo(text);
  }
}
