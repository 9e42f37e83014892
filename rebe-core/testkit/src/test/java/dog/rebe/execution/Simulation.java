package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.ScriptedTransport;
import dog.rebe.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An executor under virtual time over scripted nodes. Closing it checks that nothing was left
 * behind.
 */
final class Simulation implements AutoCloseable {

  static final Duration DEADLINE = Duration.ofSeconds(10);
  static final Node NODE = Node.of("n1", Endpoint.ssh("n1.example"));

  final VirtualScheduler time;
  final ScriptedTransport transport;
  final CommandExecutor executor;
  final Entries chronicle = new Entries();

  private Simulation(
      VirtualScheduler time,
      Function<Request, Script> scripts,
      Consumer<CommandExecutorBuilder> options) {
    this.time = time;
    this.transport = ScriptedTransport.under(time, scripts);
    CommandExecutorBuilder builder =
        CommandExecutor.builder()
            .transport(transport)
            .scheduler(time)
            .workers(time.workers())
            .blockingWorkers(time.workers())
            .clock(time.clock())
            .random(new SplittableRandom(7))
            .chronicle(chronicle);
    options.accept(builder);
    this.executor = builder.build();
  }

  static Simulation of(Function<Request, Script> scripts) {
    return of(scripts, options -> {});
  }

  static Simulation of(
      Function<Request, Script> scripts, Consumer<CommandExecutorBuilder> options) {
    return new Simulation(VirtualScheduler.create(), scripts, options);
  }

  static Simulation seeded(
      long seed, Function<Request, Script> scripts, Consumer<CommandExecutorBuilder> options) {
    return new Simulation(VirtualScheduler.seeded(seed), scripts, options);
  }

  /** The first attempt plays the first script, and so on; the last repeats. */
  static Function<Request, Script> inTurn(Script... scripts) {
    return request -> scripts[Math.min(request.attempt(), scripts.length) - 1];
  }

  static Limits limits() {
    return Limits.of(DEADLINE, 1024);
  }

  static Command<CapturedOutput> readOnly() {
    return Command.of("uname").readOnly().limits(limits());
  }

  /** Runs a command on the one node to its end, however long that takes. */
  <T> Outcome<T> run(Command<T> command) {
    return finish(executor.start(command, NODE));
  }

  <T> Outcome<T> finish(Call<T> call) {
    Await<Outcome<T>> end = Await.of(call.outcome());
    time.advanceUntil(end::isDone, Duration.ofDays(1));
    return end.value();
  }

  static <T> Failure<T> failure(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Failure.class);
    return outcome.failure().orElseThrow();
  }

  /** Checks that no attempt, timer or task is left. */
  @Override
  public void close() {
    executor.close();
    time.runReady();
    assertThat(transport.open()).as("open attempts").isEmpty();
    assertThat(time.pending()).as("waiting timers").isZero();
    assertThat(time.workers().pending()).as("waiting tasks").isZero();
  }

  /** A chronicle in memory. Appends complete at once unless a test makes them wait or fail. */
  static final class Entries implements Chronicle {

    record Appended(ChronicleEntry entry, Durability durability) {
      Object field(String name) {
        return entry.fields().get(name);
      }
    }

    final List<Appended> all = new ArrayList<>();
    CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

    @Override
    public CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
      all.add(new Appended(entry, durability));
      return answer;
    }

    List<Appended> of(EntryKind kind) {
      return all.stream().filter(appended -> appended.entry().kind() == kind).toList();
    }

    @Override
    public void close() {}
  }
}
