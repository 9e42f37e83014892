package dog.rebe.execution;

import static dog.rebe.execution.Patience.await;
import static dog.rebe.execution.Simulation.readOnly;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads: who waits for a call walks the end of its way himself, and only that. */
@Timeout(120)
final class WaitingCallerTest {

  private final HandDrivenTransport transport = new HandDrivenTransport();
  private final List<Thread> decodedBy = new ArrayList<>();
  private final ExecutorService callers = Executors.newFixedThreadPool(4);

  @AfterEach
  void endTheCallers() {
    callers.shutdownNow();
  }

  private Command<String> command() {
    return readOnly()
        .decode(
            (output, exit) -> {
              synchronized (decodedBy) {
                decodedBy.add(Thread.currentThread());
              }
              return output.stdout().utf8();
            });
  }

  private void answer(String text) {
    HandDrivenTransport.Hand hand = transport.latest();
    hand.commit();
    hand.accept();
    hand.print(text);
    hand.end(new ExchangeEnd.Exited(new ExitStatus(0)));
  }

  /** Somebody who waits, and the thread that does. */
  private record Waiting(CompletableFuture<Outcome<String>> outcome, Thread thread) {}

  private Waiting waitFor(Call<String> call) {
    return waitFor(call, callers);
  }

  private static Waiting waitFor(Call<String> call, Executor callers) {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<Outcome<String>> outcome =
        CompletableFuture.supplyAsync(
            () -> {
              thread.set(Thread.currentThread());
              return call.await();
            },
            callers);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> thread.get() != null && LockSupport.getBlocker(thread.get()) != null);
    return new Waiting(outcome, thread.get());
  }

  @Test
  void decodesByTheThreadThatWaitsAndNotByWhoeverBringsTheAnswer() {
    try (CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      Call<String> call = executor.start(command(), Simulation.NODE);
      Waiting waiting = waitFor(call);
      answer("yes");

      assertThat(waiting.outcome().join().value()).contains("yes");
      assertThat(decodedBy).containsExactly(waiting.thread());
    }
  }

  /** Such a pool starts nobody in the place of who blocks, and says so by an exception. */
  @Test
  void waitsInAPoolThatHasNoThreadToSpare() {
    ForkJoinPool full =
        new ForkJoinPool(
            1,
            ForkJoinPool.defaultForkJoinWorkerThreadFactory,
            null,
            false,
            0,
            1,
            1,
            null,
            60,
            TimeUnit.SECONDS);
    try (CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      Call<String> call = executor.start(command(), Simulation.NODE);
      Waiting waiting = waitFor(call, full);
      answer("yes");

      assertThat(waiting.outcome().join().value()).contains("yes");
      assertThat(decodedBy).containsExactly(waiting.thread());
    } finally {
      full.shutdownNow();
    }
  }

  @Test
  void tellsEveryThreadThatWaits() {
    try (CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      Call<String> call = executor.start(command(), Simulation.NODE);
      Waiting first = waitFor(call);
      Waiting second = waitFor(call);
      answer("yes");

      assertThat(first.outcome().join()).isSameAs(second.outcome().join());
      assertThat(decodedBy).containsExactly(first.thread());
      assertThat(call.await()).isSameAs(first.outcome().join());
    }
  }

  @Test
  void tellsWhoWaitsOfAnEndThatAWorkerFoundBefore() {
    List<Runnable> workers = new ArrayList<>();
    try (CommandExecutor executor =
        CommandExecutor.builder().transport(transport).workers(workers::add).build()) {
      Call<String> call = executor.start(command(), Simulation.NODE);
      answer("yes");
      List.copyOf(workers).forEach(Runnable::run);
      assertThat(decodedBy).containsExactly(Thread.currentThread());

      assertThat(call.await().value()).contains("yes");
      assertThat(decodedBy).hasSize(1);
    }
  }

  @Test
  void doesByItselfWhatNoWorkerHasBegun() {
    List<Runnable> workers = new ArrayList<>();
    try (CommandExecutor executor =
        CommandExecutor.builder().transport(transport).workers(workers::add).build()) {
      Call<String> call = executor.start(command(), Simulation.NODE);
      answer("yes");

      assertThat(call.await().value()).contains("yes");
      workers.forEach(Runnable::run);
      assertThat(decodedBy).containsExactly(Thread.currentThread());
    }
  }

  @Test
  void sendsNothingByTheThreadThatWaits() {
    List<Thread> sentBy = Collections.synchronizedList(new ArrayList<>());
    try (SystemScheduler scheduler = SystemScheduler.create()) {
      ScriptedTransport refusing =
          ScriptedTransport.builder(
                  scheduler,
                  request -> {
                    sentBy.add(Thread.currentThread());
                    return request.attempt() < 3
                        ? Script.of(Script.notStarted(FailureKind.UNREACHABLE))
                        : Script.answers("at last");
                  })
              .build();
      try (CommandExecutor executor =
          CommandExecutor.builder()
              .transport(refusing)
              .retry(
                  RetryOptions.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(2)))
              .build()) {
        assertThat(executor.start(command(), Simulation.NODE).await().value()).contains("at last");
      }
    }
    assertThat(sentBy).hasSize(3);
    assertThat(sentBy.subList(1, 3)).doesNotContain(Thread.currentThread());
  }

  /** Ends by an I/O thread, workers and several threads that wait, all within microseconds. */
  @Test
  void givesEachWhoWaitsTheOutcomeWhoeverIsFirst() throws Exception {
    ExecutorService io = Executors.newFixedThreadPool(2);
    AtomicInteger decoded = new AtomicInteger();
    int rounds = 1_000;
    try (SystemScheduler scheduler = SystemScheduler.create()) {
      ScriptedTransport answering =
          ScriptedTransport.builder(scheduler, request -> Script.answers("yes")).io(io).build();
      try (CommandExecutor executor = CommandExecutor.builder().transport(answering).build()) {
        Command<Integer> counted = readOnly().decode((output, exit) -> decoded.incrementAndGet());
        for (int round = 0; round < rounds; round++) {
          Call<Integer> call = executor.start(counted, Simulation.NODE);
          CompletableFuture<Outcome<Integer>> other =
              CompletableFuture.supplyAsync(call::await, callers);
          assertThat(call.await().value()).contains(round + 1);
          assertThat(other.join()).isSameAs(call.await());
        }
      }
    } finally {
      io.shutdownNow();
    }
    assertThat(decoded).hasValue(rounds);
  }
}
