package dog.rebe.execution;

import dog.rebe.command.Command;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A run over a fleet. Everything happens in {@link #run}, the drain, which runs on one worker at a
 * time and is asked for by {@link #signal}; calls that have arrived wait for it in a queue that
 * concurrency bounds.
 */
final class FleetEngine<T> implements FleetRun<T>, Recipient<T>, Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(FleetEngine.class);

  /**
   * How long a publisher may take, once the run is stopped, to give the nodes that it still has.
   */
  private static final Duration SOURCE_PATIENCE = Duration.ofSeconds(5);

  private final Command<T> command;
  private final NodeSource source;
  private final FleetOptions options;
  private final Corridor corridor;
  private final Running calls;
  private final WorkerThreads workers;
  private final FleetRuns runs;

  private final FleetReader<T> reader = new FleetReader<>(this);
  private final ProgressFan progress = new ProgressFan();
  private final CompletableFuture<FleetSummary> summary = new CompletableFuture<>();
  private final Queue<NodeOutcome<T>> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger signals = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicReference<FleetSummary.@Nullable StopReason> stopped =
      new AtomicReference<>();
  private volatile boolean sourceGivenUp;
  private volatile @Nullable Throwable sourceFault;
  private volatile long beganNanos;
  private volatile Scheduler.@Nullable Cancellation deadlineTimer;

  private final FleetStages stages;
  private final FleetTally tally = new FleetTally();
  private @Nullable RuntimeException failure;
  private Scheduler.@Nullable Cancellation patienceTimer;
  private long running;
  private boolean over;

  FleetEngine(
      Command<T> command,
      NodeSource source,
      FleetOptions options,
      Corridor corridor,
      Running calls,
      WorkerThreads workers,
      FleetRuns runs) {
    this.command = command;
    this.source = source;
    this.options = options;
    this.corridor = corridor;
    this.calls = calls;
    this.workers = workers;
    this.runs = runs;
    this.stages = new FleetStages(options);
  }

  @Override
  public Flux<NodeOutcome<T>> outcomes() {
    return Flux.from(reader);
  }

  @Override
  public Flux<FleetProgress> progress() {
    return progress.flux();
  }

  @Override
  public Mono<FleetSummary> summary() {
    return Mono.fromFuture(summary, true).publishOn(workers.scheduler());
  }

  @Override
  public FleetSummary forEach(Consumer<? super NodeOutcome<T>> consumer) {
    BlockingReader<T> blocking = new BlockingReader<>(this, options.concurrency());
    reader.subscribe(blocking);
    blocking.readAll(consumer);
    return summary.join();
  }

  @Override
  public void cancel() {
    stop(FleetSummary.StopReason.CANCELLED);
  }

  /** The executor closes: what runs is ended, and nobody is waited for. */
  void close() {
    reader.hurry();
    cancel();
  }

  /** Completes when the run is over. */
  CompletableFuture<FleetSummary> end() {
    return summary;
  }

  /** The run begins with its reader. */
  void begin() {
    if (!begun.compareAndSet(0, 1)) {
      return;
    }
    runs.add(this);
    beganNanos = corridor.scheduler().nanoTime();
    options
        .deadline()
        .ifPresent(
            span -> deadlineTimer = later(span, () -> stop(FleetSummary.StopReason.DEADLINE)));
    try {
      source.begin(this::signal);
    } catch (RuntimeException | Error e) {
      sourceFault = e;
    }
    signal();
  }

  /** Once the executor is closed there may be no timer any more, and the run ends by itself. */
  private Scheduler.@Nullable Cancellation later(Duration delay, Runnable task) {
    try {
      return corridor.scheduler().schedule(delay, task);
    } catch (RejectedExecutionException e) {
      return null;
    }
  }

  private void stop(FleetSummary.StopReason reason) {
    if (summary.isDone()) {
      return;
    }
    if (stopped.compareAndSet(null, reason)) {
      if (begun.get() == 0) {
        reader.leave();
        begin();
      }
    }
    if (reason != FleetSummary.StopReason.TOO_MANY_FAILURES) {
      calls.stopFor(
          this,
          reason == FleetSummary.StopReason.CANCELLED ? StopCause.CANCELLED : StopCause.DEADLINE);
    }
    signal();
  }

  /** Whoever brings an outcome is on a worker, and drains there. */
  @Override
  public void arrived(Passage<T> passage, Outcome<T> outcome) {
    arrivals.add(new NodeOutcome<>(passage.node(), outcome));
    if (signals.getAndIncrement() == 0) {
      run();
    }
  }

  /** Something may have changed: the drain looks. */
  void signal() {
    if (signals.getAndIncrement() == 0) {
      try {
        workers.executor().execute(this);
      } catch (RejectedExecutionException e) {
        run();
      }
    }
  }

  @Override
  public void run() {
    int missed = signals.get();
    do {
      drain();
      missed = signals.addAndGet(-missed);
    } while (missed != 0);
  }

  private void drain() {
    if (over || begun.get() == 0) {
      return;
    }
    takeArrivals();
    beginNodes();
    if (progress.isHeard()) {
      progress.tell(tally.progress(running, elapsed()));
    }
    if (running == 0 && source.isOver() && arrivals.isEmpty()) {
      finish();
    }
  }

  private void takeArrivals() {
    NodeOutcome<T> arrived;
    while ((arrived = arrivals.poll()) != null) {
      running--;
      tally.add(arrived);
      stages.finished(arrived.outcome() instanceof Success);
      boolean endOfStage = running == 0 && stages.mayBegin() == 0;
      if (stopped.get() == null && stages.isTooMuch(endOfStage)) {
        stop(FleetSummary.StopReason.TOO_MANY_FAILURES);
      }
      if (endOfStage) {
        stages.advance();
      }
      reader.next(arrived);
    }
  }

  private void beginNodes() {
    long room;
    while ((room = room()) > 0) {
      Node node = nextNode(room);
      if (node == null) {
        beginPatience();
        return;
      }
      endPatience();
      reader.reserve();
      running++;
      begin(node);
    }
  }

  private long room() {
    long places = Math.min(options.concurrency() - running, reader.unreserved());
    return stopped.get() == null ? Math.min(places, stages.mayBegin()) : places;
  }

  private @Nullable Node nextNode(long room) {
    try {
      Throwable fault = sourceFault;
      if (fault != null && failure == null) {
        sourceBroke(fault);
      } else if (sourceGivenUp && reader.isHurried()) {
        source.close();
      } else {
        source.want(room);
      }
      Node node = source.poll();
      if (node == null && sourceGivenUp) {
        source.close();
      }
      return node;
    } catch (RuntimeException | Error e) {
      sourceBroke(e);
      return null;
    }
  }

  /** Nothing more is asked of it, or a source that breaks would keep its run from the end. */
  private void sourceBroke(Throwable fault) {
    if (failure == null) {
      failure =
          fault instanceof RuntimeException known
              ? known
              : new IllegalStateException("The source of the nodes broke", fault);
    }
    try {
      source.close();
    } catch (RuntimeException | Error e) {
      LOG.warn("The source of the nodes broke again when it was closed", e);
    }
  }

  /** A source that is asked and says nothing may not keep a stopped run from its end. */
  private void beginPatience() {
    if (stopped.get() != null && patienceTimer == null && !source.isOver()) {
      patienceTimer =
          later(
              SOURCE_PATIENCE,
              () -> {
                sourceGivenUp = true;
                signal();
              });
    }
  }

  private void endPatience() {
    cancel(patienceTimer);
    patienceTimer = null;
  }

  private void begin(Node node) {
    FleetSummary.StopReason reason = stopped.get();
    Passage<T> passage = new Passage<>(corridor, command, node, spanNanos(), null, this);
    if (reason != null) {
      corridor.refuse(
          passage,
          FailureKind.RUN_STOPPED,
          "The run was stopped before this node: " + inWords(reason));
      return;
    }
    stages.began();
    corridor.start(passage);
    FleetSummary.StopReason meanwhile = stopped.get();
    if (meanwhile == FleetSummary.StopReason.CANCELLED) {
      passage.stop(StopCause.CANCELLED);
    } else if (meanwhile == FleetSummary.StopReason.DEADLINE) {
      passage.stop(StopCause.DEADLINE);
    }
  }

  private static String inWords(FleetSummary.StopReason reason) {
    return switch (reason) {
      case CANCELLED -> "it was called off";
      case DEADLINE -> "its time was up";
      case TOO_MANY_FAILURES -> "too many others had failed";
    };
  }

  private long spanNanos() {
    long ofCommand = Saturated.nanos(command.limits().deadline());
    return options
        .deadline()
        .map(deadline -> Saturated.nanos(deadline.minus(elapsed())))
        .map(left -> Math.min(ofCommand, Math.max(1, left)))
        .orElse(ofCommand);
  }

  private Duration elapsed() {
    return Duration.ofNanos(corridor.scheduler().nanoTime() - beganNanos);
  }

  private void finish() {
    over = true;
    cancel(deadlineTimer);
    endPatience();
    progress.end(tally.progress(0, elapsed()));
    reader.end(failure);
    if (failure == null) {
      summary.complete(tally.summary(elapsed(), stopped.get()));
    } else {
      summary.completeExceptionally(failure);
    }
    runs.remove(this);
  }

  private static void cancel(Scheduler.@Nullable Cancellation timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
