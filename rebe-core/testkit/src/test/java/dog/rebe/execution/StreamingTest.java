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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

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
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
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
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
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
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
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
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
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
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
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
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Await<OutputChunk> reader = Await.of(call.output());
      Failure<?> failure = failure(simulation.finish(call));

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(texts(reader)).containsExactly("STDOUT one");
      assertThat(reader.error()).isInstanceOf(CommandFailedException.class);
      assertThat(simulation.transport.attempts()).isEqualTo(1);
    }
  }

  @Test
  void readsFromASecondAttemptWhenTheFirstBroughtNothing() {
    Script refused = Script.refuses(FailureKind.UNREACHABLE);
    try (Simulation simulation = Simulation.of(Simulation.inTurn(refused, THREE))) {
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Await<OutputChunk> reader = Await.of(call.output());

      assertThat(simulation.finish(call).value()).isPresent();
      assertThat(texts(reader)).containsExactly("STDOUT one", "STDERR two", "STDOUT three");
    }
  }

  @Test
  void endsWithTheFailureWhenTheCommandFailed() {
    Script failing = Script.of(commit(), accept(), stdout("half"), exit(3));
    try (Simulation simulation = Simulation.of(request -> failing)) {
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Await<OutputChunk> reader = Await.of(call.output());
      Failure<?> failure = failure(simulation.finish(call));

      assertThat(texts(reader)).containsExactly("STDOUT half");
      assertThat(failure.kind()).isEqualTo(FailureKind.NONZERO_EXIT);
      assertThat(reader.error())
          .isInstanceOfSatisfying(
              CommandFailedException.class, error -> assertThat(error.failure()).isEqualTo(failure))
          .hasMessageContaining("n1: nonzero-exit");
    }
  }

  @Test
  void endsWithTheFailureWhenNothingWasSent() {
    Script refused = Script.refuses(FailureKind.CONNECT_REFUSED);
    try (Simulation simulation = Simulation.of(request -> refused)) {
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      Await<OutputChunk> reader = Await.of(call.output());
      simulation.finish(call);

      assertThat(reader.error()).isInstanceOf(CommandFailedException.class);
    }
  }

  @Test
  void hasOneSubscriberOnly() {
    try (Simulation simulation = Simulation.of(request -> THREE)) {
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
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

  /** The virtual workers run I/O and readers in turn; a slow one is a worker that is not run. */
  @Test
  @Tag("fault-35")
  void holdsABoundedNumberOfChunksForAReaderWhoAsksForEverythingAndIsSlow() {
    Script endless = Script.of(commit(), accept(), flood(OutputStreamName.STDOUT, 1_000));
    List<Runnable> slow = new ArrayList<>();
    try (Simulation simulation = Simulation.of(request -> endless, o -> o.workers(slow::add))) {
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      AtomicLong read = new AtomicLong();
      call.output().subscribe(chunk -> read.incrementAndGet(), failure -> {});
      simulation.time.runReady();
      long sent = simulation.transport.chunks();
      assertThat(sent).isBetween(1L, 64L);

      for (int i = 0; i < 100; i++) {
        List.copyOf(slow).forEach(Runnable::run);
        slow.clear();
        simulation.time.runReady();
      }
      assertThat(read.get()).as("it goes on").isGreaterThan(100);
      assertThat(simulation.transport.chunks() - read.get()).isBetween(0L, 64L);

      call.cancel();
      simulation.time.runReady();
      while (!slow.isEmpty()) {
        slow.remove(0).run();
        simulation.time.runReady();
      }
    }
  }

  @Test
  void endsTheCallOfAReaderWhoBreaks() {
    try (Simulation simulation = Simulation.of(request -> THREE)) {
      StreamingCall<CapturedOutput> call = simulation.executor.stream(readOnly(), Simulation.NODE);
      call.output()
          .subscribe(
              new CoreSubscriber<>() {
                @Override
                public void onSubscribe(Subscription subscription) {
                  subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(OutputChunk chunk) {
                  throw new NoClassDefFoundError("in the reader");
                }

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onComplete() {}
              });
      assertThat(simulation.finish(call).evidence().attempts()).isEqualTo(1);
      simulation.time.runReady();
    }
  }

  /** An attempt may end, and the next begin, before its start has returned. */
  @Test
  void readsFromTheLatestAttemptWhicheverIsAttachedLast() {
    StreamedOutput output = new StreamedOutput(Runnable::run, () -> {});
    AtomicLong asked = new AtomicLong();
    output.attach(2, exchange(asked));
    output.attach(1, exchange(new AtomicLong()));
    Flux.from(output).subscribe();

    assertThat(asked.get()).isPositive();
  }

  private static Exchange exchange(AtomicLong asked) {
    return new Exchange() {
      @Override
      public void request(long chunks) {
        asked.addAndGet(chunks);
      }

      @Override
      public void stop() {}
    };
  }
}
