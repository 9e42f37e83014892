package dog.rebe.execution;

import static dog.rebe.execution.Simulation.failure;
import static dog.rebe.execution.Simulation.readOnly;
import static dog.rebe.testkit.Script.accept;
import static dog.rebe.testkit.Script.breaks;
import static dog.rebe.testkit.Script.commit;
import static dog.rebe.testkit.Script.exit;
import static dog.rebe.testkit.Script.flood;
import static dog.rebe.testkit.Script.stderr;
import static dog.rebe.testkit.Script.stdout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Decoder;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.StopAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Output that is read as it comes. */
final class StreamingTest {

  private static final Script THREE =
      Script.of(commit(), accept(), stdout("one"), stderr("two"), stdout("three"), exit(0));

  private static List<String> texts(Await<OutputChunk> reader) {
    return reader.values.stream()
        .map(chunk -> chunk.stream() + " " + new String(chunk.bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void deliversWhatIsDemandedAndTheOutcomeAfterIt() {
    try (Simulation simulation = Simulation.of(request -> THREE)) {
      Call<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Await<OutputChunk> reader = Await.of(call.output(), 0);
      simulation.time.runReady();
      assertThat(reader.values).as("nothing was demanded").isEmpty();

      reader.request(2);
      simulation.time.runReady();
      assertThat(texts(reader)).containsExactly("STDOUT one", "STDERR two");
      assertThat(reader.isDone()).isFalse();

      reader.request(5);
      Outcome<CapturedOutput> outcome = simulation.finish(call);
      assertThat(texts(reader)).endsWith("STDOUT three");
      assertThat(reader.isDone()).isTrue();
      assertThat(outcome.evidence().output().stdout().receivedBytes()).isEqualTo(8);
      assertThat(outcome.value().orElseThrow().stdout().size()).as("kept").isZero();
    }
  }

  @Test
  void endsAtItsDeadlineWhenNobodyReads() {
    try (Simulation simulation = Simulation.of(request -> THREE)) {
      Call<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Failure<?> failure = failure(simulation.finish(call));

      assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(failure.delivery()).isEqualTo(Delivery.STOPPED);
    }
  }

  @Test
  @Tag("fault-35")
  void cancelsTheCallWithTheSubscriptionAndHoldsNothing() {
    Script endless = Script.of(commit(), accept(), flood(OutputStreamName.STDOUT, 1_000));
    try (Simulation simulation = Simulation.of(request -> endless)) {
      Call<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Await<OutputChunk> reader = Await.of(call.output(), 3);
      simulation.time.runReady();
      assertThat(reader.values).hasSize(3);

      reader.cancel();
      Failure<?> failure = failure(simulation.finish(call));
      assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
      assertThat(failure.delivery()).isEqualTo(Delivery.STOPPED);
      assertThat(reader.values).hasSize(3);
      assertThat(reader.isDone()).isFalse();
    }
  }

  @Test
  void isNoSuccessWhenItsEndCutsOffWhatWasNotRead() {
    Script exited = THREE.withStop(new StopAnswer.Exited(new ExitStatus(0)));
    try (Simulation simulation = Simulation.of(request -> exited)) {
      Call<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Await<OutputChunk> reader = Await.of(call.output(), 1);
      Failure<?> failure = failure(simulation.finish(call));

      assertThat(texts(reader)).containsExactly("STDOUT one");
      assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(failure.delivery()).isEqualTo(Delivery.COMPLETED);
      assertThat(failure.evidence().exit()).contains(new ExitStatus(0));
    }
  }

  @Test
  void hasNoByteLimitBecauseNothingIsKept() {
    Script script = Script.of(commit(), accept(), stdout("x".repeat(5_000)), exit(0));
    try (Simulation simulation = Simulation.of(request -> script)) {
      Call<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Await<OutputChunk> reader = Await.of(call.output());

      assertThat(simulation.finish(call).value()).isPresent();
      assertThat(reader.values.get(0).bytes()).hasSize(5_000);
    }
  }

  @Test
  void showsNoOutputTwice() {
    Script broken =
        Script.of(commit(), accept(), stdout("one"), breaks(FailureKind.CONNECTION_LOST));
    try (Simulation simulation = Simulation.of(Simulation.inTurn(broken, THREE))) {
      Call<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Await<OutputChunk> reader = Await.of(call.output());
      Failure<?> failure = failure(simulation.finish(call));

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(texts(reader)).containsExactly("STDOUT one");
      assertThat(simulation.transport.attempts()).isEqualTo(1);
    }
  }

  @Test
  void readsFromASecondAttemptWhenTheFirstBroughtNothing() {
    Script refused = Script.refuses(FailureKind.UNREACHABLE);
    try (Simulation simulation = Simulation.of(Simulation.inTurn(refused, THREE))) {
      Call<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Await<OutputChunk> reader = Await.of(call.output());

      assertThat(simulation.finish(call).value()).isPresent();
      assertThat(texts(reader)).containsExactly("STDOUT one", "STDERR two", "STDOUT three");
    }
  }

  @Test
  void hasOneSubscriberOnly() {
    try (Simulation simulation = Simulation.of(request -> THREE)) {
      Call<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Await.of(call.output());
      Await<OutputChunk> second = Await.of(call.output());

      assertThat(second.error()).isInstanceOf(IllegalStateException.class);
      assertThat(simulation.finish(call).value()).isPresent();
    }
  }

  @Test
  void refusesADecoderThatNeedsTheWholeOutput() {
    try (Simulation simulation = Simulation.of(request -> THREE)) {
      assertThatThrownBy(
              () -> simulation.executor.stream(readOnly().decode(Decoder.text()), Simulation.NODE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("what is streamed is not kept");
    }
  }
}
