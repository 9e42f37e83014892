package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Bad options are refused in words that name the value and the remedy. */
final class OptionsTest {

  private static void refused(ThrowingCallable options, String... words) {
    assertThatThrownBy(options)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void refusesBadRetries() {
    RetryOptions options = RetryOptions.defaults();
    refused(() -> options.withMaxAttempts(0), "0 attempts", "use 1");
    refused(() -> options.withBackoff(Duration.ofMillis(-1), Duration.ofSeconds(1)), "PT-0.001S");
    refused(
        () -> options.withBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)),
        "PT1S",
        "shorter than the first");
    refused(() -> options.withJitter(1.5), "1.5", "use 0 to 1");
    refused(() -> options.withJitter(Double.NaN), "NaN");
  }

  @Test
  void refusesBadHealth() {
    HealthOptions options = HealthOptions.defaults();
    refused(() -> options.withNodeBreaker(0, Duration.ofSeconds(1)), "use 1 or more");
    refused(() -> options.withNodeBreaker(1, Duration.ZERO), "PT0S", "longer than zero");
    refused(() -> options.withSiteBreaker("", 1), "label");
    refused(() -> options.withMaxBreakers(0), "use 1 or more");
    refused(() -> options.withConnectionRate(-1, 1), "-1.0", "use zero for no limit");
    refused(() -> options.withConnectionRate(1, 0), "use 1 or more");
    refused(() -> options.withMaxAttempts(0), "use 1 or more");
  }

  @Test
  void refusesBadFleets() {
    FleetOptions.Builder options = FleetOptions.builder();
    refused(() -> options.concurrency(0), "concurrency of 0", "use 1 or more");
    refused(() -> options.deadline(Duration.ZERO), "PT0S", "longer than zero");
    refused(() -> options.maxFailures(-1), "-1 failures", "use 0 or more");
    refused(() -> options.maxFailureShare(1.01), "1.01", "use 0 to 1");
    refused(() -> options.canary(-3), "-3 nodes", "use 0 or more");
    refused(() -> options.waves(5, 0), "wave of 0", "use 1 or more");
    refused(() -> options.waves(), "No size of a wave", "leave waves() out");
  }

  @Test
  void derivesFleetOptions() {
    FleetOptions options =
        FleetOptions.builder()
            .concurrency(7)
            .deadline(Duration.ofMinutes(1))
            .maxFailures(3)
            .maxFailureShare(0.5)
            .canary(2)
            .waves(1, 2)
            .build();
    FleetOptions derived = options.toBuilder().concurrency(8).build();

    assertThat(derived.concurrency()).isEqualTo(8);
    assertThat(derived.deadline()).contains(Duration.ofMinutes(1));
    assertThat(derived.maxFailures()).isEqualTo(3);
    assertThat(derived.maxFailureShare()).isEqualTo(0.5);
    assertThat(derived.canary()).isEqualTo(2);
    assertThat(derived.waves()).isEqualTo(List.of(1, 2));
    assertThat(options.concurrency()).isEqualTo(7);
  }
}
