package dog.rebe.execution;

import static dog.rebe.execution.Simulation.readOnly;
import static dog.rebe.testkit.Script.accept;
import static dog.rebe.testkit.Script.commit;
import static dog.rebe.testkit.Script.exit;
import static dog.rebe.testkit.Script.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.EntryKind;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.StopAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A command on many nodes, by virtual time. */
final class FleetRunTest {

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Script ONE_SECOND = Script.of(commit(), accept(), pause(STEP), exit(0));
  private static final Script FAILING = Script.of(commit(), accept(), pause(STEP), exit(1));

  private static Node node(int number) {
    return Node.of("n" + number, Endpoint.ssh("n" + number + ".example"));
  }

  private static Stream<Node> nodes(int count) {
    return IntStream.range(0, count).mapToObj(FleetRunTest::node);
  }

  private static int numberOf(Request request) {
    return Integer.parseInt(request.node().id().value().substring(1));
  }

  private static Simulation simulation(Function<Request, Script> scripts) {
    return Simulation.of(scripts, o -> o.retry(RetryOptions.none()));
  }

  private static FleetOptions.Builder options() {
    return FleetOptions.builder();
  }

  @Test
  void givesEveryNodeOneOutcomeAndAddsThemUp() {
    try (Simulation simulation =
        simulation(request -> numberOf(request) % 10 == 0 ? FAILING : ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(
              readOnly(), nodes(100).toList(), options().concurrency(20).build());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));

      assertThat(reader.error()).isNull();
      assertThat(reader.values)
          .extracting(outcome -> outcome.node().id().value())
          .containsExactlyInAnyOrderElementsOf(nodes(100).map(n -> n.id().value()).toList());
      FleetSummary summary = Await.of(run.summary()).valueWithin(simulation.time);
      assertThat(summary.nodes()).isEqualTo(100);
      assertThat(summary.succeeded()).isEqualTo(90);
      assertThat(summary.failures()).containsOnlyKeys(FailureKind.NONZERO_EXIT);
      assertThat(summary.deliveries()).containsEntry(Delivery.COMPLETED, 10L);
      assertThat(summary.elapsed()).isEqualTo(STEP.multipliedBy(5));
      assertThat(summary.stopped()).isEmpty();
      assertThat(summary.slowest()).isPresent();
      assertThat(simulation.transport.mostOpen()).isEqualTo(20);
    }
  }

  @Test
  void beginsNothingBeforeOutcomesAreDemanded() {
    AtomicInteger pulled = new AtomicInteger();
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(
              readOnly(),
              nodes(10).peek(node -> pulled.incrementAndGet()),
              FleetOptions.defaults());
      Await.of(run.summary());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes(), 0);
      simulation.time.advance(Duration.ofHours(1));

      assertThat(pulled).hasValue(0);
      assertThat(simulation.transport.attempts()).isZero();
      reader.request(Long.MAX_VALUE);
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));
    }
  }

  @Test
  @Tag("fault-35")
  void startsNoMoreThanASlowReaderDemandsAndHoldsNothingForHim() {
    AtomicInteger pulled = new AtomicInteger();
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(
              readOnly(),
              nodes(10_000).peek(node -> pulled.incrementAndGet()),
              options().concurrency(50).build());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes(), 3);
      simulation.time.advance(Duration.ofHours(1));

      assertThat(reader.values).hasSize(3);
      assertThat(simulation.transport.attempts()).isEqualTo(3);
      assertThat(pulled).hasValue(3);
      assertThat(simulation.time.pending()).as("running deadlines").isZero();

      reader.request(4);
      simulation.time.advance(Duration.ofHours(1));
      assertThat(reader.values).hasSize(7);
      assertThat(reader.values)
          .allSatisfy(o -> assertThat(o.outcome().evidence().elapsed()).isEqualTo(STEP));
      reader.cancel();
      simulation.time.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  @Tag("fault-31")
  void letsNobodyWaitForADeadNode() {
    try (Simulation simulation =
        simulation(request -> numberOf(request) == 500 ? Script.of(Script.hang()) : ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), nodes(1_000), options().concurrency(100).build());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.advance(Duration.ofMillis(11_500));

      assertThat(reader.values).hasSize(999);
      assertThat(reader.values)
          .allSatisfy(o -> assertThat(o.outcome().evidence().elapsed()).isEqualTo(STEP));
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));
      assertThat(reader.values.get(999).node()).isEqualTo(node(500));
    }
  }

  @Test
  void endsWhatHadNotBegunWhenItsDeadlinePasses() {
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(
              readOnly(),
              nodes(100),
              options().concurrency(10).deadline(Duration.ofMillis(2_500)).build());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));

      FleetSummary summary = Await.of(run.summary()).valueWithin(simulation.time);
      assertThat(summary.elapsed()).isEqualTo(Duration.ofMillis(2_500));
      assertThat(summary.stopped()).contains(FleetSummary.StopReason.DEADLINE);
      assertThat(summary.succeeded()).isEqualTo(20);
      assertThat(summary.failures())
          .containsEntry(FailureKind.TIMED_OUT, 10L)
          .containsEntry(FailureKind.RUN_STOPPED, 70L);
      assertThat(summary.notBegun()).isEqualTo(70);
      assertThat(summary.failed() + summary.succeeded() + 70).isEqualTo(summary.nodes());
      assertThat(summary.deliveries())
          .containsEntry(Delivery.STOPPED, 10L)
          .containsEntry(Delivery.NOT_STARTED, 70L);
      assertThat(simulation.transport.attempts()).isEqualTo(30);
      assertThat(simulation.chronicle.of(EntryKind.OUTCOME)).hasSize(100);
    }
  }

  @Test
  void beginsNoOtherNodeAfterTooManyFailuresButLetsRunWhatRuns() {
    try (Simulation simulation =
        simulation(request -> numberOf(request) < 5 ? FAILING : ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(
              readOnly(), nodes(100), options().concurrency(10).maxFailures(2).build());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));

      FleetSummary summary = Await.of(run.summary()).valueWithin(simulation.time);
      assertThat(summary.stopped()).contains(FleetSummary.StopReason.TOO_MANY_FAILURES);
      assertThat(summary.nodes()).isEqualTo(100);
      assertThat(summary.failures()).doesNotContainKey(FailureKind.CANCELLED);
      assertThat(simulation.transport.attempts()).isLessThan(21);
      assertThat(simulation.transport.stops()).isZero();
    }
  }

  @Test
  void countsUnknownsInTheShareOfFailures() {
    Script lost = Script.of(commit(), accept(), Script.breaks(FailureKind.CONNECTION_LOST));
    try (Simulation simulation =
        simulation(request -> numberOf(request) % 4 == 0 ? lost : ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(
              readOnly(), nodes(1_000), options().concurrency(8).maxFailureShare(0.2).build());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));

      assertThat(Await.of(run.summary()).valueWithin(simulation.time).stopped())
          .contains(FleetSummary.StopReason.TOO_MANY_FAILURES);
      assertThat(simulation.transport.attempts()).isBetween(10L, 30L);
    }
  }

  @Test
  void beginsNothingElseWhenACanaryFails() {
    try (Simulation simulation =
        simulation(request -> numberOf(request) == 2 ? FAILING : ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), nodes(50), options().canary(3).build());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));

      assertThat(simulation.transport.attempts()).isEqualTo(3);
      FleetSummary summary = Await.of(run.summary()).valueWithin(simulation.time);
      assertThat(summary.failures()).containsEntry(FailureKind.RUN_STOPPED, 47L);
      assertThat(summary.stopped()).contains(FleetSummary.StopReason.TOO_MANY_FAILURES);
    }
  }

  @Test
  void finishesEachWaveBeforeTheNext() {
    List<String> order = new ArrayList<>();
    try (Simulation simulation =
        simulation(
            request -> {
              order.add(request.node().id().value());
              return Script.of(
                  commit(), accept(), pause(Duration.ofMillis(10L * numberOf(request))), exit(0));
            })) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), nodes(12), options().canary(1).waves(2, 4).build());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      List<Integer> begun = new ArrayList<>();
      while (!reader.isDone()) {
        simulation.time.advance(Duration.ofMillis(1));
        if (begun.isEmpty() || begun.get(begun.size() - 1) != order.size()) {
          begun.add(order.size());
        }
      }
      assertThat(begun).containsExactly(3, 7, 11, 12);
      assertThat(reader.values).hasSize(12);
    }
  }

  @Test
  void endsWhatRunsAndWhatHadNotBegunWhenItIsCancelled() {
    try (Simulation simulation = simulation(request -> Script.hangs())) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), nodes(40), options().concurrency(10).build());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.advance(STEP);
      run.cancel();
      run.cancel();
      simulation.time.advanceUntil(reader::isDone, Duration.ofSeconds(3));

      assertThat(reader.values).hasSize(40);
      FleetSummary summary = Await.of(run.summary()).valueWithin(simulation.time);
      assertThat(summary.failures())
          .containsEntry(FailureKind.CANCELLED, 10L)
          .containsEntry(FailureKind.RUN_STOPPED, 30L);
      assertThat(summary.stopped()).contains(FleetSummary.StopReason.CANCELLED);
    }
  }

  @Test
  @Tag("fault-35")
  void completesSummaryAndChronicleWhenTheReaderGoes() {
    Script slowEnd = Script.hangs().withStop(new StopAnswer.Confirmed(STEP));
    try (Simulation simulation = simulation(request -> slowEnd)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), nodes(40), options().concurrency(10).build());
      Await<FleetSummary> summary = Await.of(run.summary());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes(), 5);
      simulation.time.runReady();
      reader.cancel();
      simulation.time.advanceUntil(summary::isDone, Duration.ofMinutes(1));

      assertThat(reader.values).isEmpty();
      assertThat(summary.value().nodes()).isEqualTo(40);
      assertThat(summary.value().failures()).containsEntry(FailureKind.CANCELLED, 5L);
      assertThat(simulation.chronicle.of(EntryKind.OUTCOME)).hasSize(40);
    }
  }

  @Test
  void countsEverythingAsNotStartedWhenItIsCancelledBeforeAnybodyReads() {
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), nodes(5), FleetOptions.defaults());
      run.cancel();

      FleetSummary summary = Await.of(run.summary()).valueWithin(simulation.time);
      assertThat(summary.failures()).containsEntry(FailureKind.RUN_STOPPED, 5L);
      assertThat(simulation.transport.attempts()).isZero();
      assertThat(Await.of(run.outcomes()).error()).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void isOverAtOnceForAnEmptyFleet() {
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), List.of(), FleetOptions.defaults());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.runReady();

      assertThat(reader.isDone()).isTrue();
      assertThat(Await.of(run.summary()).valueWithin(simulation.time).nodes()).isZero();
    }
  }

  @Test
  void asksAPublisherForNoMoreNodesThanCanBegin() {
    AtomicInteger requested = new AtomicInteger();
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      Flux<Node> source =
          Flux.fromStream(nodes(100)).doOnRequest(more -> requested.addAndGet((int) more));
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), source, options().concurrency(10).build());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes(), 30);
      simulation.time.runReady();
      assertThat(requested).hasValue(10);

      simulation.time.advance(Duration.ofHours(1));
      assertThat(requested).hasValue(30);
      assertThat(reader.values).hasSize(30);
      reader.request(Long.MAX_VALUE);
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));
      assertThat(reader.values).hasSize(100);
    }
  }

  @Test
  void waitsForAPublisherThatHasNoNodesYet() {
    Sinks.Many<Node> source = Sinks.many().unicast().onBackpressureBuffer();
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), source.asFlux(), FleetOptions.defaults());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.advance(STEP);
      source.tryEmitNext(node(1));
      simulation.time.advance(STEP);
      assertThat(reader.values).hasSize(1);

      source.tryEmitNext(node(2));
      source.tryEmitComplete();
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));
      assertThat(reader.values).hasSize(2);
    }
  }

  @Test
  void givesAPublisherUpThatHangsAfterTheRunWasStopped() {
    Sinks.Many<Node> source = Sinks.many().unicast().onBackpressureBuffer();
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), source.asFlux(), FleetOptions.defaults());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      source.tryEmitNext(node(1));
      simulation.time.advance(STEP);
      run.cancel();
      simulation.time.advance(Duration.ofSeconds(6));

      assertThat(reader.isDone()).isTrue();
      assertThat(Await.of(run.summary()).valueWithin(simulation.time).nodes()).isEqualTo(1);
      assertThat(source.currentSubscriberCount()).isZero();
    }
  }

  @Test
  void endsWithTheExceptionOfItsSource() {
    Iterable<Node> broken =
        () ->
            new Iterator<>() {
              private int given;

              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Node next() {
                if (given == 3) {
                  throw new IllegalStateException("hosts:4: no such port");
                }
                return node(given++);
              }
            };
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), broken, FleetOptions.defaults());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));

      assertThat(reader.values).hasSize(3);
      assertThat(reader.error()).hasMessage("hosts:4: no such port");
    }
  }

  @Test
  void closesAStreamOfNodesWhenItIsOver() {
    AtomicInteger closed = new AtomicInteger();
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(
              readOnly(), nodes(3).onClose(closed::incrementAndGet), FleetOptions.defaults());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));

      assertThat(closed).hasValue(1);
    }
  }

  @Test
  void tellsProgressUpToTheEnd() {
    try (Simulation simulation =
        simulation(request -> numberOf(request) == 0 ? FAILING : ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), nodes(20), options().concurrency(5).build());
      Await<FleetProgress> progress = Await.of(run.progress());
      Await<FleetProgress> slow = Await.of(run.progress(), 1);
      Await.of(run.outcomes());
      simulation.time.advanceUntil(progress::isDone, Duration.ofMinutes(1));

      assertThat(progress.values)
          .extracting(FleetProgress::finished)
          .isSorted()
          .contains(5L, 10L, 15L, 20L);
      assertThat(progress.value().failed()).isEqualTo(1);
      assertThat(progress.value().elapsed()).isEqualTo(STEP.multipliedBy(4));
      slow.request(1);
      assertThat(slow.values).hasSize(2).last().isEqualTo(progress.value());
      assertThat(Await.of(run.progress()).value()).isEqualTo(progress.value());
    }
  }

  @Test
  void hasOneReaderOnly() {
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), nodes(3), FleetOptions.defaults());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      assertThat(Await.of(run.outcomes()).error()).isInstanceOf(IllegalStateException.class);

      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));
      assertThat(reader.values).hasSize(3);
    }
  }

  @Test
  void countsNoFailureOfAnotherKindTwice() {
    try (Simulation simulation = simulation(request -> Script.refuses(FailureKind.UNREACHABLE))) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(readOnly(), nodes(7), FleetOptions.defaults());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
      simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));

      assertThat(reader.values)
          .allSatisfy(o -> assertThat(o.outcome()).isInstanceOf(Failure.class));
      assertThat(Await.of(run.summary()).valueWithin(simulation.time).failed()).isEqualTo(7);
    }
  }

  private static void endsWith(Class<? extends Throwable> type, Publisher<Node> publisher) {
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      endsWith(
          type,
          simulation,
          simulation.executor.start(readOnly(), publisher, FleetOptions.defaults()));
    }
  }

  private static void endsWith(
      Class<? extends Throwable> type, Simulation simulation, FleetRun<CapturedOutput> run) {
    Await<FleetSummary> summary = Await.of(run.summary());
    Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes());
    simulation.time.advanceUntil(reader::isDone, Duration.ofMinutes(1));
    assertThat(reader.error()).isInstanceOf(type);
    simulation.time.advanceUntil(summary::isDone, Duration.ofMinutes(1));
    assertThat(summary.error()).isInstanceOf(type);
  }

  @Test
  void endsWhenItsNodesBreakWithAnError() {
    Iterable<Node> broken =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                throw new StackOverflowError("in the inventory");
              }

              @Override
              public Node next() {
                throw new AssertionError();
              }
            };
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      endsWith(
          IllegalStateException.class,
          simulation,
          simulation.executor.start(readOnly(), broken, FleetOptions.defaults()));
    }
  }

  @Test
  void endsWhenAPublisherThrowsFromSubscribe() {
    endsWith(
        UnsupportedOperationException.class,
        subscriber -> {
          throw new UnsupportedOperationException("no subscribers today");
        });
  }

  @Test
  void endsWhenAPublisherThrowsFromRequest() {
    endsWith(
        UnsupportedOperationException.class,
        subscriber ->
            subscriber.onSubscribe(
                new Subscription() {
                  @Override
                  public void request(long nodes) {
                    throw new UnsupportedOperationException("no requests today");
                  }

                  @Override
                  public void cancel() {
                    throw new UnsupportedOperationException("nor this");
                  }
                }));
  }

  @Test
  void runsOnWithoutAReaderWhoBreaksWithAnError() {
    try (Simulation simulation = simulation(request -> ONE_SECOND)) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(
              readOnly(), nodes(5).toList(), options().concurrency(1).build());
      Await<FleetSummary> summary = Await.of(run.summary());
      Flux<NodeOutcome<CapturedOutput>> outcomes = run.outcomes();
      outcomes.subscribe(
          new BrokenReader<>(
              () -> {
                throw new NoClassDefFoundError("in the reader");
              }));
      simulation.time.advanceUntil(summary::isDone, Duration.ofMinutes(1));

      assertThat(summary.value().nodes()).isEqualTo(5);
    }
  }

  /** No operator of Reactor stands between the run and this one. */
  private record BrokenReader<T>(Runnable onEach) implements CoreSubscriber<T> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T value) {
      onEach.run();
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}
