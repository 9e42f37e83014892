package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RetryDelayTest {

  private static RetryDelay delay(RetryOptions options, long seed) {
    return new RetryDelay(options, new Nonces(new SplittableRandom(seed)));
  }

  @Test
  void doublesUpToTheLongest() {
    RetryDelay delay =
        delay(
            RetryOptions.defaults()
                .withJitter(0)
                .withBackoff(Duration.ofMillis(100), Duration.ofMillis(500)),
            1);

    assertThat(
            IntStream.of(1, 2, 3, 4, 5, 40)
                .mapToLong(tries -> Duration.ofNanos(delay.nanosAfter(tries)).toMillis()))
        .containsExactly(100L, 200L, 400L, 500L, 500L, 500L);
  }

  @Test
  void isConstantWhereTheLongestIsTheFirst() {
    RetryDelay delay =
        delay(
            RetryOptions.defaults()
                .withJitter(0)
                .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            1);

    assertThat(delay.nanosAfter(1)).isEqualTo(delay.nanosAfter(7)).isEqualTo(1_000_000_000L);
  }

  @Test
  void isZeroWhereTheFirstIs() {
    RetryOptions none = RetryOptions.defaults().withBackoff(Duration.ZERO, Duration.ZERO);

    assertThat(delay(none, 1).nanosAfter(3)).isZero();
  }

  @Property
  void staysWithinTheJitter(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int tries,
      @ForAll @DoubleRange(min = 0, max = 1) double jitter) {
    Duration first = Duration.ofMillis(100);
    RetryOptions options =
        RetryOptions.defaults().withJitter(jitter).withBackoff(first, Duration.ofSeconds(5));
    double plain = delay(options.withJitter(0), seed).nanosAfter(tries);
    double actual = delay(options, seed).nanosAfter(tries);

    assertThat(actual).isBetween(plain * (1 - jitter) - 1, plain * (1 + jitter) + 1);
  }
}
