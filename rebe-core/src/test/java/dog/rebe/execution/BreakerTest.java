package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BreakerTest {

  private final Breaker breaker = new Breaker(3, 100);

  @Test
  void isClosedUntilTheThreshold() {
    breaker.failed(0);
    breaker.failed(0);
    assertThat(breaker.tryPass(0)).isTrue();

    breaker.failed(0);
    assertThat(breaker.tryPass(0)).isFalse();
    assertThat(breaker.tryPass(99)).isFalse();
  }

  @Test
  void letsOneProbePassWhenItsTimeHasCome() {
    open();

    assertThat(breaker.tryPass(100)).isTrue();
    assertThat(breaker.tryPass(100)).isFalse();
    breaker.toldNothing();
    assertThat(breaker.tryPass(100)).isTrue();
  }

  @Test
  void staysOpenTwiceAsLongAfterEachFailedProbeUpToEightTimes() {
    open();
    long now = 0;
    for (long open : new long[] {100, 200, 400, 800, 800}) {
      assertThat(breaker.tryPass(now + open - 1)).isFalse();
      assertThat(breaker.tryPass(now + open)).isTrue();
      now += open;
      breaker.failed(now);
    }
  }

  @Test
  void isNotProlongedByFailuresOfAttemptsThatPassedBefore() {
    open();
    breaker.failed(50);

    assertThat(breaker.tryPass(100)).isTrue();
  }

  private void open() {
    for (int i = 0; i < 3; i++) {
      breaker.failed(0);
    }
  }
}
