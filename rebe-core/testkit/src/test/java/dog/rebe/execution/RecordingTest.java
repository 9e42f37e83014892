package dog.rebe.execution;

import static dog.rebe.execution.Simulation.failure;
import static dog.rebe.execution.Simulation.limits;
import static dog.rebe.execution.Simulation.readOnly;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.command.Command;
import dog.rebe.command.Repetition;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.testkit.Script;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the corridor writes into the chronicle, and when. */
final class RecordingTest {

  private static Command<CapturedOutput> changing() {
    return Command.of("touch", "/tmp/x").changes(Repetition.ONCE).limits(limits());
  }

  @Test
  void forcesTheIntentOfAChangeBeforeAnythingIsSent() {
    try (Simulation simulation = Simulation.of(request -> Script.answers(""))) {
      simulation.chronicle.answer = new CompletableFuture<>();
      Call<CapturedOutput> call = simulation.executor.start(changing(), Simulation.NODE);
      simulation.time.advance(Duration.ofSeconds(1));

      assertThat(simulation.transport.attempts()).as("before the intent is safe").isZero();
      Simulation.Entries.Appended intent = simulation.chronicle.of(EntryKind.INTENT).get(0);
      assertThat(intent.durability()).isEqualTo(Durability.FORCED);
      assertThat(intent.field("node")).isEqualTo("n1");
      assertThat(intent.field("command")).isEqualTo("touch /tmp/x");
      assertThat(intent.field("effect")).isEqualTo("changes/once");
      assertThat((String) intent.field("digest")).hasSize(64);

      CompletableFuture<Void> safe = simulation.chronicle.answer;
      simulation.chronicle.answer = CompletableFuture.completedFuture(null);
      safe.complete(null);
      assertThat(simulation.finish(call).value()).isPresent();
      assertThat(simulation.transport.executions()).isEqualTo(1);
    }
  }

  @Test
  void doesNotWaitForTheIntentOfAReadOnlyCommand() {
    try (Simulation simulation = Simulation.of(request -> Script.answers(""))) {
      simulation.chronicle.answer = new CompletableFuture<>();

      assertThat(simulation.run(readOnly()).value()).isPresent();
      assertThat(simulation.chronicle.all)
          .extracting(Simulation.Entries.Appended::durability)
          .containsOnly(Durability.BUFFERED);
    }
  }

  @Test
  @Tag("fault-41")
  void sendsNothingWhoseIntentCannotBeRecorded() {
    try (Simulation simulation = Simulation.of(request -> Script.answers(""))) {
      simulation.chronicle.answer =
          CompletableFuture.failedFuture(new ChronicleException("No space left on device"));

      for (Command<?> command : List.of(changing(), readOnly())) {
        Failure<?> failure = failure(simulation.run(command));
        assertThat(failure.kind()).isEqualTo(FailureKind.CHRONICLE_FAILED);
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
        assertThat(failure.detail()).contains("No space left on device");
      }
      assertThat(simulation.transport.attempts()).isZero();
    }
  }

  @Test
  void endsAtItsDeadlineWhileTheChronicleHangs() {
    try (Simulation simulation = Simulation.of(request -> Script.answers(""))) {
      simulation.chronicle.answer = new CompletableFuture<>();
      Failure<?> failure = failure(simulation.run(changing()));

      assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(failure.evidence().elapsed()).isEqualTo(Simulation.DEADLINE);

      simulation.chronicle.answer.complete(null);
      simulation.time.runReady();
      assertThat(simulation.transport.attempts()).as("too late").isZero();
    }
  }

  @Test
  void recordsEveryOutcomeUnderTheNameOfItsIntent() {
    try (Simulation simulation = Simulation.of(request -> Script.exits(3))) {
      simulation.run(changing());

      Simulation.Entries.Appended intent = simulation.chronicle.of(EntryKind.INTENT).get(0);
      Simulation.Entries.Appended outcome = simulation.chronicle.of(EntryKind.OUTCOME).get(0);
      assertThat(outcome.field("call")).isEqualTo(intent.field("call"));
      assertThat(outcome.field("result")).isEqualTo("nonzero-exit");
      assertThat(outcome.field("delivery")).isEqualTo("completed");
      assertThat(outcome.field("exit")).isEqualTo("exit 3");
      assertThat(outcome.field("attempts")).isEqualTo(1L);
    }
  }

  @Test
  @Tag("fault-10")
  void raisesAnAlertWhenAHostKeyChangedAndDoesNotTryAgain() {
    try (Simulation simulation =
        Simulation.of(request -> Script.refuses(FailureKind.HOST_KEY_CHANGED))) {
      Failure<?> failure = failure(simulation.run(readOnly()));

      assertThat(failure.kind()).isEqualTo(FailureKind.HOST_KEY_CHANGED);
      assertThat(simulation.transport.attempts()).isEqualTo(1);
      Simulation.Entries.Appended alert = simulation.chronicle.of(EntryKind.ALERT).get(0);
      assertThat(alert.durability()).isEqualTo(Durability.FORCED);
      assertThat(alert.field("alert")).isEqualTo("host-key-changed");
      assertThat(alert.field("node")).isEqualTo("n1");
    }
  }

  @Test
  @Tag("fault-29")
  void flagsAWallClockThatJumped() {
    try (Simulation simulation = Simulation.of(request -> Script.answers(""))) {
      simulation.run(readOnly());
      simulation.time.advance(Duration.ofDays(30));
      simulation.run(readOnly());
      assertThat(simulation.chronicle.of(EntryKind.ALERT)).isEmpty();

      simulation.time.clock().jump(Duration.ofHours(-1));
      simulation.run(readOnly());

      assertThat(simulation.chronicle.of(EntryKind.ALERT))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.field("alert")).isEqualTo("clock-jumped");
                assertThat(alert.field("jumpMillis")).isEqualTo(-3_600_000L);
              });
    }
  }

  /** The last thing before the outcome is told breaks, and it is told all the same. */
  @Test
  void stillTellsTheOutcomeWhenRecordingItBreaks() {
    AtomicBoolean broken = new AtomicBoolean();
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            if (broken.get()) {
              throw new IllegalStateException("no time");
            }
            return Instant.EPOCH;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    Script script = Script.of(Script.commit(), Script.accept(), Script.hang());
    try (Simulation simulation = Simulation.of(request -> script, o -> o.clock(clock))) {
      Call<CapturedOutput> call = simulation.executor.start(readOnly(), Simulation.NODE);
      simulation.time.runReady();
      broken.set(true);
      Failure<?> failure = failure(simulation.finish(call));

      assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(failure.delivery()).isEqualTo(Delivery.STOPPED);

      Failure<?> next = failure(simulation.run(changing()));
      assertThat(next.kind()).isEqualTo(FailureKind.INTERNAL_ERROR);
      assertThat(next.delivery()).isEqualTo(Delivery.NOT_STARTED);
      broken.set(false);
    }
  }
}
