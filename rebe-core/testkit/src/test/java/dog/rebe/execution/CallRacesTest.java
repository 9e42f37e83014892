package dog.rebe.execution;

import static dog.rebe.execution.Patience.await;
import static dog.rebe.execution.Simulation.readOnly;
import static dog.rebe.testkit.Script.accept;
import static dog.rebe.testkit.Script.breaks;
import static dog.rebe.testkit.Script.commit;
import static dog.rebe.testkit.Script.exit;
import static dog.rebe.testkit.Script.flood;
import static dog.rebe.testkit.Script.hang;
import static dog.rebe.testkit.Script.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.Secret;
import dog.rebe.command.StandardInput;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.ScriptedTransport;
import dog.rebe.testkit.StopAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Real threads, and ends, timeouts, cancels and overflows within the same milliseconds: whoever
 * wins, a call has one outcome, which claims no more than the node has counted, and everything is
 * given back.
 */
final class CallRacesTest {

  private static final int CALLS = 3_000;
  private static final int PLACES = 40;

  @Test
  void hasOneTruthfulOutcomeWhoeverWins() {
    SplittableRandom random = new SplittableRandom(4);
    Map<String, Script> scripts = new ConcurrentHashMap<>();
    Map<String, AtomicInteger> arrivals = new ConcurrentHashMap<>();
    ExecutorService io = Executors.newFixedThreadPool(3);
    try (SystemScheduler scheduler = SystemScheduler.create()) {
      ScriptedTransport transport =
          ScriptedTransport.builder(scheduler, request -> scripts.get(request.node().id().value()))
              .io(io)
              .build();
      try (CommandExecutor executor =
          CommandExecutor.builder()
              .transport(transport)
              .scheduler(scheduler)
              .retry(
                  RetryOptions.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(2)))
              .health(HealthOptions.defaults().withMaxAttempts(PLACES))
              .build()) {
        List<Call<CapturedOutput>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
          String name = "n" + i;
          scripts.put(name, script(random));
          Call<CapturedOutput> call =
              executor.start(command(random), Node.of(name, Endpoint.ssh(name)));
          call.outcome()
              .subscribe(
                  outcome ->
                      arrivals.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet());
          calls.add(call);
          if (random.nextInt(4) == 0) {
            calls.get(random.nextInt(calls.size())).cancel();
          }
        }
        for (Call<CapturedOutput> call : calls) {
          check(call.await(), transport.executionsOn(call.node().id()));
        }
        everyPlaceIsFreeAgain(executor, transport, scripts);
        // An executor that is closed waits for its calls, and not for long for who hears of them.
        await().until(() -> arrivals.size() == CALLS);
      }
      await().until(() -> transport.open().isEmpty());
      assertThat(arrivals).hasSize(CALLS);
      assertThat(arrivals.values()).allSatisfy(count -> assertThat(count).hasValue(1));
    } finally {
      io.shutdownNow();
    }
  }

  private static void check(Outcome<CapturedOutput> outcome, long executions) {
    if (outcome.delivery() == Delivery.NOT_STARTED) {
      assertThat(executions).as("%s", outcome).isZero();
    }
    if (outcome.delivery() == Delivery.COMPLETED || outcome.delivery() == Delivery.STOPPED) {
      assertThat(executions).as("%s", outcome).isPositive();
    }
    assertThat(executions).as("doubles").isLessThanOrEqualTo(1);
  }

  /** As many calls as there are places, which all hang, reach the transport together. */
  private static void everyPlaceIsFreeAgain(
      CommandExecutor executor, ScriptedTransport transport, Map<String, Script> scripts) {
    long before = transport.attempts();
    List<Call<CapturedOutput>> calls = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      scripts.put("last" + i, Script.hangs());
      calls.add(
          executor.start(
              Command.of("x").readOnly().limits(Limits.of(Duration.ofMinutes(1), 10)),
              Node.of("last" + i, Endpoint.ssh("last"))));
    }
    await().until(() -> transport.attempts() - before == PLACES);
    calls.forEach(Call::cancel);
    calls.forEach(Call::await);
  }

  private static Command<CapturedOutput> command(SplittableRandom random) {
    Limits limits =
        new Limits(
            Duration.ofSeconds(20),
            Duration.ofMillis(1 + random.nextInt(6)),
            Duration.ofSeconds(2),
            100,
            100);
    return Command.of("x").changes(Repetition.ONCE).limits(limits);
  }

  private static Script script(SplittableRandom random) {
    Duration some = Duration.ofMillis(random.nextInt(7));
    StopAnswer answer =
        switch (random.nextInt(3)) {
          case 0 -> new StopAnswer.Confirmed(Duration.ofMillis(random.nextInt(3)));
          case 1 -> new StopAnswer.Unconfirmed(Duration.ofMillis(random.nextInt(3)));
          default -> new StopAnswer.Exited(new ExitStatus(0));
        };
    Script script =
        switch (random.nextInt(6)) {
          case 0 -> Script.of(pause(some), Script.notStarted(FailureKind.AUTHENTICATION_REFUSED));
          case 1 -> Script.of(pause(some), commit(), breaks(FailureKind.CONNECTION_LOST));
          case 2 -> Script.of(pause(some), commit(), accept(), hang());
          case 3 -> Script.of(commit(), accept(), pause(some), flood(OutputStreamName.STDOUT, 30));
          default -> Script.of(pause(some), commit(), accept(), pause(some), exit(0));
        };
    return script.withStop(answer);
  }

  @Test
  void countsNoAttemptThatAStopKeptFromTheTransport() {
    List<Runnable> workers = new ArrayList<>();
    Command<CapturedOutput> command =
        readOnly().input(StandardInput.secret(Secret.of("pin", name -> new byte[] {'7'})));
    try (Simulation simulation =
        Simulation.of(
            request -> Script.answers(""),
            o -> o.workers(workers::add).blockingWorkers(Runnable::run))) {
      Call<CapturedOutput> call = simulation.executor.start(command, Simulation.NODE);
      call.cancel();
      while (!workers.isEmpty()) {
        workers.remove(0).run();
      }

      assertThat(simulation.transport.attempts()).isZero();
      assertThat(call.await().evidence().attempts()).isZero();
      assertThat(call.await().delivery()).isEqualTo(Delivery.NOT_STARTED);
    }
  }
}
