package dog.rebe.benchmarks.robots;

import dog.rebe.verify.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/** The janitor again and again, with its JVM killed at some point of its work. */
final class KilledRuns {

  private static final String STEP = "set-aside";

  /** A point at the very end of the last part would be one at which the program has ended. */
  private static final double LATEST = 0.95;

  private final Path fleet;
  private final Path folder;
  private final int nodes;
  private final TidyNodes tidying;
  private final List<String> missed;
  private int made;
  private int resumed;
  private int completed;
  private long unknown;
  private long entries;
  private long steps;

  /**
   * @param missed gets what does not hold
   */
  KilledRuns(Path fleet, Path folder, int nodes, TidyNodes tidying, List<String> missed) {
    this.fleet = fleet;
    this.folder = folder;
    this.nodes = nodes;
    this.tidying = tidying;
    this.missed = missed;
  }

  /**
   * Kills it once in each of so many equal parts of its chronicle, at a point that the seed
   * chooses.
   *
   * @param bytes of the chronicle of a whole run
   * @param first the number of the first kill that is made, from 1; those before it were made
   */
  void make(long bytes, int kills, int first, long seed) throws IOException, InterruptedException {
    System.out.println(
        "\n| Kill | At entry | Nodes that had run it | Then | Nodes by how often it ran"
            + " | Tidy | Unknown | Goes on for | Proven |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    Random random = new Random(seed);
    for (int number = 1; number <= kills; number++) {
      double within = LATEST * random.nextDouble();
      if (number >= first) {
        kill(number, (long) ((number - 1 + within) * bytes / kills));
      }
    }
  }

  private void kill(int number, long at) throws IOException, InterruptedException {
    tidying.reset();
    ProgramRun program = new ProgramRun(fleet, folder.resolve("kill-" + number), nodes);
    Process first = program.start();
    while (program.bytes() < at && first.isAlive()) {
      Thread.sleep(1);
    }
    boolean alive = first.isAlive();
    first.destroyForcibly().waitFor();
    long written = program.lines();
    Map<Integer, Integer> before = tidying.ran(STEP);
    String run = program.unfinished();
    Properties figures = program.figures(run.isEmpty() ? program.start() : program.start(run));
    Map<Integer, Integer> after = tidying.ran(STEP);
    int tidy = tidying.tidy();
    Findings findings = program.findings();
    String end = figures.getProperty("end");
    long left = Long.parseLong(figures.getProperty("UNKNOWN"));
    System.out.printf(
        "| %d | %d | %d | %s: %s | %s | %d | %d | %s s | %s |%n",
        number,
        written,
        before.getOrDefault(1, 0),
        run.isEmpty() ? "began anew" : "resumed",
        end,
        after,
        tidy,
        left,
        figures.getProperty("apply"),
        findings.isProven() ? findings.entries() + " entries" : "**no**");
    String name = "kill " + number;
    require(alive, name + ": the program had ended before");
    require(after.keySet().stream().allMatch(times -> times <= 1), name + ": ran twice");
    require(findings.isProven(), name + ": the chronicle " + findings.problems());
    require(
        end.equals("COMPLETED") ? tidy == nodes && left == 0 : saysWhatIsUnknown(figures, tidy),
        name + ": neither done nor said");
    made++;
    resumed += run.isEmpty() ? 0 : 1;
    completed += end.equals("COMPLETED") ? 1 : 0;
    unknown += left;
    entries += findings.entries();
    steps += after.getOrDefault(1, 0);
  }

  /** What is done is done, and beyond that only what is said to be unknown may be. */
  private static boolean saysWhatIsUnknown(Properties figures, int tidy) {
    long done = Long.parseLong(figures.getProperty("DONE"));
    long left = Long.parseLong(figures.getProperty("UNKNOWN"));
    return left > 0 && done <= tidy && tidy <= done + left;
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      missed.add(what);
    }
  }

  /** What all of them show, in words. */
  void tell() {
    System.out.printf(
        "%n%d programs were killed (SIGKILL) on %d nodes, %d of them in the middle of a run, which"
            + " another program went on with; %d ended as completed. By the nodes' own count %d"
            + " steps ran once and %s. Unknown: %d. Entries proven: %d.%n",
        made,
        nodes,
        resumed,
        completed,
        steps,
        missed.stream().anyMatch(what -> what.endsWith("ran twice")) ? "SOME TWICE" : "none twice",
        unknown,
        entries);
  }
}
