package dog.rebe.benchmarks.robots;

import dog.rebe.verify.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/**
 * The janitor on real nodes: once from the proposal to the proof, and then again and again with its
 * JVM killed (SIGKILL) at some point of its work and another that goes on. Prints Markdown; the
 * exit is 1 if a step ran twice, a chronicle does not verify, or a run does not end.
 */
final class Janitors {

  private final Path fleet;
  private final Path folder;
  private final int nodes;
  private final TidyNodes tidying;
  private final List<String> missed = new ArrayList<>();

  private Janitors(Path fleet, Path folder, int nodes) throws IOException {
    this.fleet = fleet;
    this.folder = folder;
    this.nodes = nodes;
    this.tidying = new TidyNodes(fleet, nodes);
  }

  /** Arguments: folder of the fleet, folder for the runs, nodes, kills, seed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Janitors all =
        new Janitors(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    long bytes = all.whole();
    all.killed(bytes, Integer.parseInt(arguments[3]), new Random(Long.parseLong(arguments[4])));
    if (!all.missed.isEmpty()) {
      System.out.println("\nMissed: " + all.missed);
      System.exit(1);
    }
  }

  /** Returns the bytes of a whole run's chronicle. */
  private long whole() throws IOException, InterruptedException {
    tidying.reset();
    ProgramRun program = new ProgramRun(fleet, folder.resolve("whole"), nodes);
    Properties figures = program.figures(program.start());
    Findings findings = program.findings();
    System.out.println("| The janitor on " + nodes + " nodes | |");
    System.out.println("|---|---|");
    row("looked, planned, previewed, judged", figures.getProperty("propose") + " s");
    row("preview complete", figures.getProperty("blind").equals("false"));
    row("policy", figures.getProperty("policy"));
    row("with one approval", figures.getProperty("alone", "not asked"));
    row("previewed again, applied in 5 waves, each verified", figures.getProperty("apply") + " s");
    row("end", figures.getProperty("end") + ", " + figures.getProperty("DONE") + " steps done");
    row("nodes by how often they say it ran", tidying.ran("set-aside"));
    row("nodes that are tidy", tidying.tidy());
    row("left to do by a new look", figures.getProperty("left").equals("true"));
    row("entries of the chronicle, proven", findings.entries() + ", " + findings.isProven());
    require(figures.getProperty("end").equals("COMPLETED"), "the whole run's end");
    require(tidying.ran("set-aside").equals(Map.of(1, nodes)), "once on each node");
    require(tidying.tidy() == nodes, "all tidy");
    require(findings.isProven(), "the chronicle " + findings.problems());
    require(
        figures.getProperty("alone", "2 different people").contains("2 different people"),
        "two people");
    return program.bytes();
  }

  private static void row(String name, Object value) {
    System.out.println("| " + name + " | " + value + " |");
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      missed.add(what);
    }
  }

  private void killed(long bytes, int kills, Random random)
      throws IOException, InterruptedException {
    System.out.println(
        "\n| Killed at entry | Nodes that had run it | Then | Nodes by how often it ran"
            + " | Tidy | Unknown | Goes on for | Proven |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (int i = 0; i < kills; i++) {
      long at = bytes * i / kills + (long) (random.nextDouble() * bytes / kills);
      killed(i + 1, at);
    }
  }

  private void killed(int number, long at) throws IOException, InterruptedException {
    tidying.reset();
    ProgramRun program = new ProgramRun(fleet, folder.resolve("kill-" + number), nodes);
    Process first = program.start();
    while (program.bytes() < at && first.isAlive()) {
      Thread.sleep(1);
    }
    first.destroyForcibly().waitFor();
    String name = "kill " + number;
    long entries =
        Files.exists(folder.resolve("kill-" + number + "/chronicle/entries.jsonl"))
            ? program.lines()
            : 0;
    Map<Integer, Integer> before = tidying.ran("set-aside");
    String run = entries == 0 ? "" : program.unfinished();
    Properties figures = program.figures(run.isEmpty() ? program.start() : program.start(run));
    Map<Integer, Integer> after = tidying.ran("set-aside");
    Findings findings = program.findings();
    System.out.printf(
        "| %d | %d | %s: %s | %s | %d | %s | %s s | %s |%n",
        entries,
        before.getOrDefault(1, 0),
        run.isEmpty() ? "began anew" : "resumed",
        figures.getProperty("end"),
        after,
        tidying.tidy(),
        figures.getProperty("UNKNOWN"),
        figures.getProperty("apply"),
        findings.isProven() ? findings.entries() + " entries" : "**no**");
    require(after.keySet().stream().allMatch(times -> times <= 1), name + ": ran twice");
    require(findings.isProven(), name + ": the chronicle " + findings.problems());
    boolean whole = figures.getProperty("end").equals("COMPLETED") && tidying.tidy() == nodes;
    require(whole || !figures.getProperty("UNKNOWN").equals("0"), name + ": neither done nor said");
  }
}
