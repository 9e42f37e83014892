package dog.rebe.benchmarks;

import dog.rebe.command.Command;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetSummary;
import dog.rebe.outcome.CapturedOutput;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One run over a million simulated nodes, which are made as the run asks for them: outcomes a
 * second, and what lives on in the heap on the way. {@code [NODES [RUNS]]}. Exit 1 if a bar is
 * missed; to be run in a heap of 256 MiB.
 */
public final class Million {

  private static final long OUTCOMES_A_SECOND = 200_000;
  private static final int LOOKS = 4;
  private static final long FLAT_BYTES = 4 * 1024 * 1024;

  private final Command<CapturedOutput> command = Samples.uname();
  private final FleetOptions options = FleetOptions.builder().concurrency(256).build();
  private final long nodes;
  private long seen;

  private Million(long nodes) {
    this.nodes = nodes;
  }

  /** Runs it. */
  public static void main(String[] words) {
    long nodes = words.length > 0 ? Long.parseLong(words[0]) : 1_000_000;
    int runs = words.length > 1 ? Integer.parseInt(words[1]) : 5;
    Million million = new Million(nodes);
    double[] rates = new double[runs];
    long[] live;
    try (CommandExecutor executor =
        CommandExecutor.builder().transport(new EmptyTransport()).build()) {
      million.run(executor, null);
      for (int i = 0; i < runs; i++) {
        rates[i] = million.run(executor, null);
      }
      live = new long[LOOKS];
      million.run(executor, live);
    }
    Arrays.sort(rates);
    long grown = live[LOOKS - 1] - live[0];
    boolean quick = rates[runs / 2] > OUTCOMES_A_SECOND;
    boolean flat = grown < FLAT_BYTES;
    System.out.printf(
        Locale.ROOT,
        "%d nodes, heap of at most %d MiB, %d runs: %.0f outcomes a second (%.0f to %.0f): %s%n",
        nodes,
        Runtime.getRuntime().maxMemory() >> 20,
        runs,
        rates[runs / 2],
        rates[0],
        rates[runs - 1],
        quick ? "met" : "MISSED");
    System.out.printf(
        Locale.ROOT,
        "in use after a collection, at each quarter of a run: %s KiB: %s%n",
        Arrays.toString(Arrays.stream(live).map(bytes -> bytes >> 10).toArray()),
        flat ? "flat" : "GROWS");
    System.exit(quick && flat ? 0 : 1);
  }

  /** One run; with looks at the heap it is not quick. */
  private double run(CommandExecutor executor, long @Nullable [] live) {
    seen = 0;
    long began = System.nanoTime();
    FleetSummary summary =
        executor
            .start(command, LongStream.range(0, nodes).mapToObj(Samples::emptyNode), options)
            .forEach(
                end -> {
                  seen++;
                  if (live != null && seen % (nodes / LOOKS) == 0) {
                    live[(int) (seen / (nodes / LOOKS)) - 1] = inUse();
                  }
                });
    if (summary.succeeded() != nodes || seen != nodes) {
      throw new IllegalStateException(summary + " after " + seen + " of " + nodes);
    }
    return nodes * 1e9 / (System.nanoTime() - began);
  }

  private static long inUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
