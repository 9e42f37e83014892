package dog.rebe.execution;

import dog.rebe.change.ApprovalGate;
import dog.rebe.chronicle.Chronicle;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link CommandExecutor}. Not thread-safe. */
public final class CommandExecutorBuilder {

  private final Map<String, Transport> transports = new HashMap<>();
  private Chronicle chronicle = Chronicle.none();
  private @Nullable ApprovalGate approvalGate;
  private RetryOptions retry = RetryOptions.defaults();
  private HealthOptions health = HealthOptions.defaults();
  private @Nullable Scheduler scheduler;
  private Clock clock = Clock.systemUTC();
  private @Nullable RandomGenerator random;
  private @Nullable Executor workers;
  private @Nullable Executor blockingWorkers;

  CommandExecutorBuilder() {}

  /**
   * A way to the nodes whose endpoints have one of its schemes. At least one is needed; there is no
   * default.
   *
   * @throws IllegalArgumentException if another transport has one of its schemes already
   */
  public CommandExecutorBuilder transport(Transport transport) {
    for (String scheme : transport.schemes()) {
      if (transports.containsKey(scheme)) {
        throw new IllegalArgumentException(
            "Two transports serve the scheme '" + scheme + "': give one of them only");
      }
    }
    transport.schemes().forEach(scheme -> transports.put(scheme, transport));
    return this;
  }

  /** Where intents and outcomes are recorded. Default: nowhere. */
  public CommandExecutorBuilder chronicle(Chronicle newChronicle) {
    chronicle = Objects.requireNonNull(newChronicle, "chronicle");
    return this;
  }

  /**
   * Who decides about what destroys, and about what changes where it wants to. Default: nobody, and
   * what destroys is refused.
   */
  public CommandExecutorBuilder approvalGate(ApprovalGate gate) {
    approvalGate = Objects.requireNonNull(gate, "gate");
    return this;
  }

  /** How often is tried. Default: {@link RetryOptions#defaults()}. */
  public CommandExecutorBuilder retry(RetryOptions options) {
    retry = Objects.requireNonNull(options, "options");
    return this;
  }

  /** How nodes in trouble are spared. Default: {@link HealthOptions#defaults()}. */
  public CommandExecutorBuilder health(HealthOptions options) {
    health = Objects.requireNonNull(options, "options");
    return this;
  }

  /** Monotonic time and timers. Default: a {@link SystemScheduler} that the executor closes. */
  public CommandExecutorBuilder scheduler(Scheduler newScheduler) {
    scheduler = Objects.requireNonNull(newScheduler, "scheduler");
    return this;
  }

  /**
   * The wall clock that dates the chronicle's entries, and nothing else. Default: UTC of the
   * system.
   */
  public CommandExecutorBuilder clock(Clock newClock) {
    clock = Objects.requireNonNull(newClock, "clock");
    return this;
  }

  /**
   * Where nonces and jitter come from; need not be thread-safe. Default: a {@link SecureRandom}. A
   * generator that a node could predict lets it forge the frames around its output: for tests only.
   */
  public CommandExecutorBuilder random(RandomGenerator generator) {
    random = Objects.requireNonNull(generator, "generator");
    return this;
  }

  /**
   * Where decoders and subscribers run, and calls move on; where a thread blocks in {@link
   * Call#await}, it decodes and records that call itself. Must run what it is given until the
   * executor is closed. Default: as many daemon threads as there are processors, at least two,
   * which the executor ends.
   */
  public CommandExecutorBuilder workers(Executor executor) {
    workers = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * Where secret sources and approval gates run, which may block. Default: at most 16 daemon
   * threads, started when needed, which the executor ends.
   */
  public CommandExecutorBuilder blockingWorkers(Executor executor) {
    blockingWorkers = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * The executor.
   *
   * @throws IllegalStateException if no transport was given
   */
  public CommandExecutor build() {
    if (transports.isEmpty()) {
      throw new IllegalStateException(
          "An executor needs a way to its nodes: give it at least one transport");
    }
    OwnThreads own = new OwnThreads();
    Surroundings surroundings =
        new Surroundings(
            Map.copyOf(transports),
            chronicle,
            approvalGate,
            retry,
            health,
            scheduler == null ? own.scheduler() : scheduler,
            clock,
            new Nonces(random == null ? new SecureRandom() : random),
            workers == null ? own.workers() : workers,
            blockingWorkers == null ? own.blockingWorkers() : blockingWorkers);
    return new CommandExecutor(surroundings, own);
  }
}
