package dog.rebe.benchmarks.soak;

import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.ssh.PoolStatistics;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.NodeStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Mixed work and faults in rounds. After each round everything is let come to rest, and then
 * nothing may be left: no call without its outcome, no process, no session. What this process holds
 * then must not grow from the first third of the rounds to the last.
 */
public final class Soak {

  private static final int AT_ONCE = 32;
  private static final Duration SHORTEST_ROUND = Duration.ofSeconds(12);
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(2);
  private static final int ROUNDS = 12;
  private static final Duration STRIKE_EVERY = Duration.ofSeconds(2);
  private static final long REST_SECONDS = 90;
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Machines machines;
  private final SshTransport transport;
  private final Work work;
  private final String mark;
  private final List<Vitals> vitals = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private int number;
  private long succeeded;
  private long failed;

  private Soak(Machines machines, SshTransport transport, Work work, String mark) {
    this.machines = machines;
    this.transport = transport;
    this.work = work;
    this.mark = mark;
  }

  /** Arguments: a folder that is not there yet, for how many minutes, and the seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Duration time = Duration.ofSeconds((long) (60 * Double.parseDouble(arguments[1])));
    long seed = Long.parseLong(arguments[2]);
    System.out.printf("seed %d%n", seed);
    SplittableRandom random = new SplittableRandom(seed);
    String mark = "60." + random.nextInt(100_000_000, 1_000_000_000);
    boolean met;
    ExecutorService blocking = Executors.newFixedThreadPool(2);
    try (Machines machines = new Machines(Path.of(arguments[0]), new Weather(random.nextLong()));
        SshTransport transport = machines.transport();
        CommandExecutor executor = executor(transport)) {
      Work work = new Work(machines, transport, executor, blocking, mark, random);
      met = new Soak(machines, transport, work, mark).run(time);
    } finally {
      blocking.shutdownNow();
    }
    System.exit(met ? 0 : 1);
  }

  private static CommandExecutor executor(SshTransport transport) {
    return CommandExecutor.builder()
        .transport(transport)
        .retry(RetryOptions.defaults().withBackoff(Duration.ofMillis(20), Duration.ofMillis(500)))
        .build();
  }

  private boolean run(Duration time) throws IOException, InterruptedException {
    Duration length = clamp(time.dividedBy(ROUNDS));
    long began = System.nanoTime();
    System.out.println(
        "| round | s | ended well | failed | threads | descriptors | heap KiB | at rest |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    int round = 0;
    do {
      round(round++, length);
    } while (System.nanoTime() - began < time.toNanos() && wrong.isEmpty());
    return verdict(Duration.ofNanos(System.nanoTime() - began));
  }

  private static Duration clamp(Duration length) {
    if (length.compareTo(SHORTEST_ROUND) < 0) {
      return SHORTEST_ROUND;
    }
    return length.compareTo(LONGEST_ROUND) > 0 ? LONGEST_ROUND : length;
  }

  private void round(int round, Duration length) throws IOException, InterruptedException {
    RoundLedger ledger = new RoundLedger();
    Path counts = machines.counts(round);
    Semaphore free = new Semaphore(AT_ONCE);
    long began = System.nanoTime();
    long struck = began - STRIKE_EVERY.toNanos();
    while (System.nanoTime() - began < length.toNanos()) {
      if (System.nanoTime() - struck >= STRIKE_EVERY.toNanos()) {
        machines.strike();
        struck = System.nanoTime();
      }
      if (free.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        work.startNext(number++, counts, ledger, free::release);
      }
    }
    boolean rests = comesToRest(round, free);
    Vitals now = Vitals.measure();
    vitals.add(now);
    List<Integer> untrue = ledger.untrue(counts);
    if (!untrue.isEmpty()) {
      wrong.add("round %d: untrue outcomes of %s".formatted(round, untrue));
    }
    machines.moveTheRealOne();
    succeeded += ledger.succeeded();
    failed += ledger.failed();
    System.out.printf(
        "| %d | %d | %d | %d | %d | %d | %d | %s |%n",
        round,
        Duration.ofNanos(System.nanoTime() - began).toSeconds(),
        ledger.succeeded(),
        ledger.failed(),
        now.threads(),
        now.descriptors(),
        now.heapBytes() / 1024,
        rests ? "yes" : "**no**");
  }

  private boolean comesToRest(int round, Semaphore free) throws InterruptedException {
    int before = wrong.size();
    if (!free.tryAcquire(AT_ONCE, REST_SECONDS, TimeUnit.SECONDS)) {
      wrong.add(
          "round %d: %d calls have no outcome".formatted(round, AT_ONCE - free.availablePermits()));
    }
    machines.calm();
    await(() -> transport.poolStatistics().open() == 0, round, this::pool);
    await(() -> machines.sessions() == 0, round, () -> machines.sessions() + " sessions");
    await(() -> processes() == 0, round, () -> processes() + " processes");
    await(this::embeddedAreIdle, round, machines::embeddedStatistics);
    return wrong.size() == before;
  }

  private PoolStatistics pool() {
    return transport.poolStatistics();
  }

  private long processes() {
    try {
      return Machines.processesWith(mark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean embeddedAreIdle() {
    NodeStatistics now = machines.embeddedStatistics();
    return now.sessionsOpen() == 0 && now.channelsOpen() == 0;
  }

  private void await(BooleanSupplier rest, int round, Supplier<Object> instead)
      throws InterruptedException {
    long began = System.nanoTime();
    while (!rest.getAsBoolean()) {
      if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(REST_SECONDS)) {
        wrong.add("round %d: left after %d s: %s".formatted(round, REST_SECONDS, instead.get()));
        return;
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  private boolean verdict(Duration elapsed) {
    // The first rounds load classes and fill pools.
    List<Vitals> settled = vitals.subList(Math.min(2, vitals.size() - 1), vitals.size());
    int third = Math.max(1, settled.size() / 3);
    Vitals first = Vitals.least(settled.subList(0, third));
    Vitals last = Vitals.least(settled.subList(settled.size() - third, settled.size()));
    wrong.forEach(System.out::println);
    System.out.printf(
        "%d calls in %d s, %d ended well, %d failed%n",
        succeeded + failed, elapsed.toSeconds(), succeeded, failed);
    System.out.printf("early %s%nlate  %s%n", first, last);
    Map<String, Boolean> bars = new LinkedHashMap<>();
    bars.put("at rest nothing is left, and no outcome is untrue", wrong.isEmpty());
    bars.put("half of the calls end well", succeeded >= failed);
    bars.put("threads flat", last.hasThreadsOf(first));
    bars.put("descriptors flat", last.hasDescriptorsOf(first));
    bars.put("heap flat", last.hasHeapOf(first));
    bars.forEach((bar, met) -> System.out.printf("%s: %s%n", bar, met ? "met" : "MISSED"));
    return !bars.containsValue(false);
  }
}
