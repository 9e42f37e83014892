package dog.rebe.execution;

import static dog.rebe.execution.Patience.await;
import static dog.rebe.execution.Simulation.failure;
import static dog.rebe.execution.Simulation.limits;
import static dog.rebe.execution.Simulation.readOnly;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.ScriptedTransport;
import dog.rebe.testkit.StopAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real threads: how an executor ends, and how a blocked caller is let go. */
final class ClosingTest {

  private final SystemScheduler scheduler = SystemScheduler.create();

  /** However long it takes until an end is confirmed, somebody waits for it. */
  private static Command<CapturedOutput> patient() {
    return readOnly().withLimits(Limits.of(Patience.LONG, 1024).withGrace(Patience.LONG));
  }

  private ScriptedTransport transport(Script script) {
    return ScriptedTransport.builder(scheduler, request -> script).build();
  }

  @Test
  void givesEveryRunningCallItsTruthfulOutcome() {
    ScriptedTransport transport =
        transport(Script.hangs().withStop(new StopAnswer.Confirmed(Duration.ofMillis(20))));
    List<Call<CapturedOutput>> calls = new ArrayList<>();
    try (scheduler) {
      CommandExecutor executor =
          CommandExecutor.builder().transport(transport).scheduler(scheduler).build();
      for (int i = 0; i < 50; i++) {
        calls.add(executor.start(patient(), Simulation.NODE));
      }
      executor.close();
      executor.close();

      for (Call<CapturedOutput> call : calls) {
        Failure<CapturedOutput> failure = failure(call.await());
        assertThat(failure.kind()).isEqualTo(FailureKind.EXECUTOR_CLOSED);
        assertThat(failure.delivery()).isIn(Delivery.STOPPED, Delivery.NOT_STARTED);
      }
      assertThat(transport.open()).isEmpty();

      Failure<CapturedOutput> late = failure(executor.start(readOnly(), Simulation.NODE).await());
      assertThat(late.kind()).isEqualTo(FailureKind.EXECUTOR_CLOSED);
      assertThat(late.delivery()).isEqualTo(Delivery.NOT_STARTED);
    }
  }

  @Test
  void leavesNoThreadBehind() {
    try (scheduler) {
      CommandExecutor executor =
          CommandExecutor.builder().transport(transport(Script.answers(""))).build();
      assertThat(executor.start(readOnly(), Simulation.NODE).await().value()).isPresent();
      assertThat(ownThreads()).isNotEmpty();
      executor.close();

      await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
    }
  }

  private static List<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("rebe-worker") || name.startsWith("rebe-blocking"))
        .toList();
  }

  @Test
  void endsAFleetRunWhoseReaderDoesNotRead() {
    try (scheduler) {
      CommandExecutor executor =
          CommandExecutor.builder().transport(transport(Script.hangs())).build();
      List<Node> nodes = IntStream.range(0, 100).mapToObj(ClosingTest::node).toList();
      FleetRun<CapturedOutput> run = executor.start(readOnly(), nodes, FleetOptions.defaults());
      CompletableFuture<FleetSummary> summary = run.summary().toFuture();
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes(), 3);
      executor.close();

      await().until(reader::isDone);
      assertThat(reader.values.size()).isLessThanOrEqualTo(3);
      assertThat(reader.error()).hasMessageContaining("executor was closed");
      assertThat(summary.join().nodes()).isEqualTo(100);
      assertThat(summary.join().succeeded()).isZero();
    }
  }

  private static Node node(int number) {
    return Node.of("n" + number, Endpoint.ssh("n" + number));
  }

  @Test
  @Tag("fault-34")
  void endsTheCommandOfAnInterruptedCallerAndKeepsHisFlag() throws InterruptedException {
    ScriptedTransport transport =
        transport(Script.hangs().withStop(new StopAnswer.Confirmed(Duration.ofMillis(20))));
    AtomicReference<Outcome<CapturedOutput>> outcome = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    try (scheduler;
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      Thread caller =
          new Thread(
              () -> {
                outcome.set(executor.start(patient(), Simulation.NODE).await());
                flag.set(Thread.currentThread().isInterrupted());
              });
      caller.start();
      await().until(() -> transport.executions() == 1);
      caller.interrupt();
      caller.join();

      Failure<CapturedOutput> failure = failure(outcome.get());
      assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
      assertThat(failure.delivery()).isEqualTo(Delivery.STOPPED);
      assertThat(flag.get()).isTrue();
    }
  }

  @Test
  void runsDecodersAndSubscribersOnWorkersWhereNobodyWaits() {
    AtomicReference<String> decodedBy = new AtomicReference<>();
    AtomicReference<String> toldBy = new AtomicReference<>();
    Script later =
        Script.of(
            Script.commit(), Script.accept(), Script.pause(Duration.ofMillis(10)), Script.exit(0));
    try (scheduler;
        CommandExecutor executor = CommandExecutor.builder().transport(transport(later)).build()) {
      Call<String> call =
          executor.start(
              readOnly()
                  .withLimits(limits())
                  .decode(
                      (output, exit) -> {
                        decodedBy.set(Thread.currentThread().getName());
                        return "";
                      }),
              Simulation.NODE);
      call.outcome().subscribe(outcome -> toldBy.set(Thread.currentThread().getName()));

      await().until(() -> toldBy.get() != null);
      assertThat(decodedBy.get()).startsWith("rebe-worker");
      assertThat(toldBy.get()).startsWith("rebe-worker");
    }
  }

  @Test
  void tellsOfEveryNodeWhenARunBeginsAfterTheEnd() {
    try (scheduler) {
      CommandExecutor executor =
          CommandExecutor.builder().transport(transport(Script.answers(""))).build();
      List<Node> nodes = IntStream.range(0, 20).mapToObj(ClosingTest::node).toList();
      FleetRun<CapturedOutput> run =
          executor.start(
              readOnly(), nodes, FleetOptions.builder().deadline(Duration.ofMinutes(1)).build());
      FleetRun<CapturedOutput> reactive =
          executor.start(readOnly(), nodes, FleetOptions.defaults());
      executor.close();

      List<Outcome<CapturedOutput>> outcomes = new ArrayList<>();
      FleetSummary summary = run.forEach(outcome -> outcomes.add(outcome.outcome()));
      assertThat(summary.nodes()).isEqualTo(20);
      assertThat(outcomes)
          .hasSize(20)
          .allSatisfy(outcome -> assertThat(outcome.delivery()).isEqualTo(Delivery.NOT_STARTED));

      Await<NodeOutcome<CapturedOutput>> reader = Await.of(reactive.outcomes());
      await().until(reader::isDone);
      assertThat(reader.error()).isNull();
      assertThat(reader.values).hasSize(20);
      assertThat(reactive.summary().toFuture().join().nodes()).isEqualTo(20);
    }
  }

  @Test
  void tellsTheOutcomeOfALateCallToItsSubscriber() {
    try (scheduler) {
      CommandExecutor executor =
          CommandExecutor.builder().transport(transport(Script.answers(""))).build();
      executor.close();

      Outcome<CapturedOutput> outcome =
          executor.start(readOnly(), Simulation.NODE).outcome().toFuture().join();
      assertThat(failure(outcome).kind()).isEqualTo(FailureKind.EXECUTOR_CLOSED);
    }
  }
}
