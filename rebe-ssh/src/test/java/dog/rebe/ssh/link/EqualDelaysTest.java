package dog.rebe.ssh.link;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.execution.Scheduler;
import dog.rebe.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Many that wait equally long, by one timer. */
class EqualDelaysTest {

  private static final Duration DELAY = Duration.ofMillis(200);
  private static final Duration JUST_BEFORE = DELAY.minusNanos(1);

  private final VirtualScheduler time = VirtualScheduler.create();
  private final EqualDelays delays = new EqualDelays(time, DELAY);
  private final List<String> ran = new ArrayList<>();

  private Scheduler.Cancellation schedule(String name) {
    return delays.schedule(() -> ran.add(name));
  }

  @Test
  void runsATaskAfterTheDelayAndNotBefore() {
    schedule("a");

    time.advance(JUST_BEFORE);
    assertThat(ran).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(ran).containsExactly("a");
  }

  @Test
  void givesEachItsOwnWholeDelay() {
    schedule("a");
    time.advance(Duration.ofMillis(150));
    schedule("b");

    time.advance(Duration.ofMillis(50));
    assertThat(ran).containsExactly("a");
    time.advance(Duration.ofMillis(149));
    assertThat(ran).containsExactly("a");
    time.advance(Duration.ofMillis(1));
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void runsNoTaskThatWasCalledOff() {
    Scheduler.Cancellation first = schedule("a");
    schedule("b");
    first.cancel();
    first.cancel();

    time.advance(DELAY);

    assertThat(ran).containsExactly("b");
  }

  @Test
  void waitsForAllOfThemByOneTimer() {
    for (int i = 0; i < 100; i++) {
      schedule("task");
      time.advance(Duration.ofMillis(1));
    }

    assertThat(time.pending()).isEqualTo(1);
  }

  @Test
  void leavesNoTimerOnceNobodyWaits() {
    schedule("a");
    schedule("b").cancel();

    time.advance(DELAY);

    assertThat(time.pending()).isZero();
  }

  @Test
  void beginsAnewAfterNobodyWaited() {
    schedule("a").cancel();
    time.advance(DELAY.multipliedBy(3));

    schedule("b");
    time.advance(DELAY);

    assertThat(ran).containsExactly("b");
  }

  @Test
  void letsATaskScheduleTheNext() {
    delays.schedule(() -> schedule("second"));

    time.advance(DELAY);
    assertThat(ran).isEmpty();
    time.advance(DELAY);
    assertThat(ran).containsExactly("second");
  }

  /** Steps: time passes, one more begins to wait, one of those that were given is called off. */
  @Property(tries = 300)
  void runsExactlyThoseNotCalledOffEachAtItsTime(
      @ForAll @Size(max = 60) List<@IntRange(max = 299) Integer> steps) {
    VirtualScheduler clock = VirtualScheduler.create();
    EqualDelays waiting = new EqualDelays(clock, DELAY);
    List<Long> due = new ArrayList<>();
    List<Boolean> calledOff = new ArrayList<>();
    List<Long> ranAt = new ArrayList<>();
    List<Scheduler.Cancellation> handles = new ArrayList<>();
    for (int step : steps) {
      int number = step % 100;
      if (step < 100) {
        clock.advance(Duration.ofMillis(number));
      } else if (step < 200 || handles.isEmpty()) {
        int mine = due.size();
        due.add(clock.nanoTime() + DELAY.toNanos());
        calledOff.add(false);
        ranAt.add(-1L);
        handles.add(waiting.schedule(() -> ranAt.set(mine, clock.nanoTime())));
      } else {
        int which = number % handles.size();
        calledOff.set(which, calledOff.get(which) || ranAt.get(which) < 0);
        handles.get(which).cancel();
      }
    }
    clock.advance(DELAY);

    for (int i = 0; i < due.size(); i++) {
      assertThat(ranAt.get(i)).isEqualTo(calledOff.get(i) ? -1L : due.get(i));
    }
    assertThat(clock.pending()).isZero();
  }
}
