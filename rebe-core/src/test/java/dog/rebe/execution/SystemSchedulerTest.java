package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class SystemSchedulerTest {

  @Test
  void runsTasksAfterTheirDelayOnADaemonThreadOfItsOwn() throws InterruptedException {
    try (SystemScheduler scheduler = SystemScheduler.create()) {
      CountDownLatch ran = new CountDownLatch(1);
      AtomicBoolean daemon = new AtomicBoolean();
      long before = scheduler.nanoTime();
      scheduler.schedule(
          Duration.ofMillis(5),
          () -> {
            daemon.set(Thread.currentThread().isDaemon());
            ran.countDown();
          });

      assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(scheduler.nanoTime() - before).isGreaterThanOrEqualTo(5_000_000);
      assertThat(daemon).isTrue();
    }
  }

  @Test
  void survivesATaskThatBreaksAndSkipsOneThatIsCalledOff() throws InterruptedException {
    try (SystemScheduler scheduler = SystemScheduler.create()) {
      CountDownLatch ran = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      AtomicBoolean calledOff = new AtomicBoolean();
      scheduler.schedule(Duration.ZERO, () -> awaits(goOn));
      scheduler.schedule(Duration.ofMillis(1), () -> calledOff.set(true)).cancel();
      scheduler.schedule(
          Duration.ofMillis(2),
          () -> {
            throw new IllegalStateException("a bug");
          });
      scheduler.schedule(Duration.ofMillis(3), ran::countDown);
      goOn.countDown();

      assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(calledOff).isFalse();
    }
  }

  private static void awaits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void runsWhatIsDueBeforeItWouldHaveWoken() throws InterruptedException {
    try (SystemScheduler scheduler = SystemScheduler.create()) {
      scheduler.schedule(Duration.ofHours(1), () -> {});
      CountDownLatch woken = new CountDownLatch(1);
      scheduler.schedule(Duration.ofMillis(1), woken::countDown);
      assertThat(woken.await(60, TimeUnit.SECONDS)).isTrue();

      scheduler.schedule(Duration.ofMillis(1), () -> {}).cancel();
      CountDownLatch wokenAgain = new CountDownLatch(1);
      scheduler.schedule(Duration.ofMillis(2), wokenAgain::countDown);
      assertThat(wokenAgain.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void goesOnAfterATaskThatInterruptsItsThread() throws InterruptedException {
    try (SystemScheduler scheduler = SystemScheduler.create()) {
      CountDownLatch ran = new CountDownLatch(1);
      scheduler.schedule(Duration.ZERO, () -> Thread.currentThread().interrupt());
      scheduler.schedule(Duration.ofMillis(20), ran::countDown);

      assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void takesDelaysOfCenturies() {
    try (SystemScheduler scheduler = SystemScheduler.create()) {
      scheduler.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).cancel();
      scheduler.schedule(Duration.ofDays(-1), () -> {}).cancel();
    }
  }

  @Test
  void takesNothingOnceItIsClosed() {
    SystemScheduler scheduler = SystemScheduler.create();
    scheduler.close();

    assertThatThrownBy(() -> scheduler.schedule(Duration.ZERO, () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
