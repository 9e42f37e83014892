package dog.rebe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.Scheduler;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VirtualSchedulerTest {

  private final VirtualScheduler time = VirtualScheduler.create();
  private final List<String> ran = new ArrayList<>();

  private void at(int millis, String name) {
    time.schedule(Duration.ofMillis(millis), () -> ran.add(name + "@" + time.elapsed().toMillis()));
  }

  @Test
  void runsWhatIsDueInItsOrderAndAtItsTime() {
    at(20, "b");
    at(10, "a");
    at(20, "c");
    at(31, "d");
    time.advance(Duration.ofMillis(30));

    assertThat(ran).containsExactly("a@10", "b@20", "c@20");
    assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(30));
    assertThat(time.pending()).isEqualTo(1);
  }

  @Test
  void runsWhatIsScheduledMeanwhile() {
    time.schedule(Duration.ofMillis(10), () -> at(10, "second"));
    time.advance(Duration.ofMillis(20));

    assertThat(ran).containsExactly("second@20");
  }

  @Test
  void runsTasksOfItsWorkersBetweenTimers() {
    time.schedule(Duration.ofMillis(1), () -> time.workers().execute(() -> ran.add("task@1")));
    at(2, "timer");
    time.advance(Duration.ofMillis(5));

    assertThat(ran).containsExactly("task@1", "timer@2");
  }

  @Test
  void forgetsWhatIsCalledOff() {
    Scheduler.Cancellation timer = time.schedule(Duration.ofMillis(1), () -> ran.add("x"));
    timer.cancel();
    timer.cancel();
    time.advance(Duration.ofDays(1));

    assertThat(ran).isEmpty();
    assertThat(time.pending()).isZero();
  }

  @Test
  void saysWhyAConditionNeverHolds() {
    at(5, "x");
    assertThatThrownBy(() -> time.advanceUntil(() -> false, Duration.ofSeconds(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("0 timers");
  }

  @Test
  void neverReachesCenturies() {
    time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("x"));
    time.advance(Duration.ofDays(18_250));

    assertThat(ran).isEmpty();
  }

  @Test
  void movesTheWallClockWhichCanBeSet() {
    time.advance(Duration.ofMinutes(1));
    time.clock().jump(Duration.ofHours(-2));

    assertThat(time.clock().instant()).isEqualTo("2025-12-31T22:01:00Z");
    assertThat(time.elapsed()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void bringsACallToItsEnd() {
    Script slow =
        Script.of(
            Script.commit(), Script.accept(), Script.pause(Duration.ofSeconds(3)), Script.exit(0));
    ScriptedTransport transport = ScriptedTransport.under(time, request -> slow);
    try (CommandExecutor executor = time.executor(transport).build()) {
      Command<CapturedOutput> command =
          Command.of("uname").readOnly().limits(Limits.of(Duration.ofSeconds(10), 1024));
      Outcome<CapturedOutput> outcome =
          time.await(executor.start(command, Node.of("n1", Endpoint.ssh("n1.example"))));

      assertThat(outcome.value()).isPresent();
      assertThat(outcome.evidence().elapsed()).isEqualTo(Duration.ofSeconds(3));
    }
  }

  @Test
  void ordersTasksByTheSeed() {
    assertThat(orderOf(1)).isEqualTo(orderOf(1)).isNotEqualTo(orderOf(2));
    assertThat(orderOf(1)).containsExactlyInAnyOrderElementsOf(orderOf(2)).hasSize(20);
  }

  private static List<Integer> orderOf(long seed) {
    VirtualScheduler seeded = VirtualScheduler.seeded(seed);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      seeded.workers().execute(() -> order.add(number));
    }
    seeded.runReady();
    return order;
  }
}
