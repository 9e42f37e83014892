package dog.rebe.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFormTest {

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "30,30",
    "90s,90",
    "5m,300",
    "1h30m,5400",
    "1H30M15S,5415",
    "2d,172800",
    "1w,604800",
    "10s5,15",
    "2147483647,2147483647"
  })
  void times(String text, long seconds) {
    assertThat(TimeFormat.parse(text)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "-1",
        "1x",
        "1.5",
        " 1",
        "1 s",
        "2147483648",
        "99999999999",
        "9999999999w"
      })
  void noTimes(String text) {
    assertThat(TimeFormat.parse(text)).isEmpty();
  }

  @Property
  void secondsAreThemselves(@ForAll @IntRange int seconds) {
    assertThat(TimeFormat.parse(String.valueOf(seconds))).contains(Duration.ofSeconds(seconds));
  }

  @Property
  void anyTextIsATimeOrNone(@ForAll String text) {
    TimeFormat.parse(text)
        .ifPresent(time -> assertThat(time).isGreaterThanOrEqualTo(Duration.ZERO));
  }

  @Property
  void portsAreNumbersInRange(@ForAll int number) {
    boolean port = number >= 1 && number <= 65_535;
    assertThat(ValueForm.port(String.valueOf(number)))
        .isEqualTo(port ? OptionalInt.of(number) : OptionalInt.empty());
  }

  @Test
  void portsAreNothingElse() {
    for (String text : new String[] {"", "ssh", "+22", "22 ", "0", "65536", "022222", "２２"}) {
      assertThat(ValueForm.port(text)).as(text).isEmpty();
    }
  }
}
