package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RateLimiterTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void grantsABurstAndThenOneEachInterval() {
    RateLimiter limiter = new RateLimiter(10, 3);

    for (int i = 0; i < 3; i++) {
      assertThat(limiter.reserve(0, SECOND)).isZero();
    }
    assertThat(limiter.reserve(0, SECOND)).isEqualTo(SECOND / 10);
    assertThat(limiter.reserve(0, SECOND)).isEqualTo(SECOND / 5);
  }

  @Test
  void takesNothingWhereTheWaitIsTooLong() {
    RateLimiter limiter = new RateLimiter(1, 1);
    assertThat(limiter.reserve(0, 0)).isZero();
    assertThat(limiter.reserve(0, SECOND - 1)).isEqualTo(-1);
    assertThat(limiter.reserve(0, SECOND)).isEqualTo(SECOND);
  }

  @Property
  void grantsNeverMoreThanRateAndBurstAllow(
      @ForAll @Size(min = 1, max = 100) List<@LongRange(max = 300_000_000L) Long> gaps,
      @ForAll @IntRange(min = 1, max = 5) int burst) {
    RateLimiter limiter = new RateLimiter(10, burst);
    long now = -5 * SECOND;
    long[] granted = new long[gaps.size()];
    for (int i = 0; i < granted.length; i++) {
      now += gaps.get(i);
      long wait = limiter.reserve(now, Long.MAX_VALUE);
      assertThat(wait).isNotNegative();
      granted[i] = now + wait;
      if (i > 0) {
        assertThat(granted[i]).isGreaterThanOrEqualTo(granted[i - 1]);
      }
      if (i >= burst) {
        assertThat(granted[i] - granted[i - burst]).isGreaterThanOrEqualTo(SECOND / 10);
      }
    }
  }
}
