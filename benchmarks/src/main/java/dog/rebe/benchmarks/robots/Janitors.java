package dog.rebe.benchmarks.robots;

import dog.rebe.verify.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The janitor on real nodes: once from the proposal to the proof, and then again and again with its
 * JVM killed (SIGKILL) at some point of its work and another that goes on. Prints Markdown, and at
 * its end what that shows; the exit is 1 if a step ran twice, a chronicle does not verify, or a run
 * does not end.
 */
final class Janitors {

  private final Path fleet;
  private final Path folder;
  private final int nodes;
  private final ForeignVerifier python;
  private final TidyNodes tidying;
  private final List<String> missed = new ArrayList<>();

  private Janitors(Path fleet, Path folder, int nodes, Path python) throws IOException {
    this.fleet = fleet;
    this.folder = folder;
    this.nodes = nodes;
    this.python = new ForeignVerifier(python);
    this.tidying = new TidyNodes(fleet, nodes);
  }

  /**
   * Arguments: folder of the fleet, folder for the runs, the verifier in Python, nodes, kills,
   * seed, the number of the kill to begin with.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Janitors all =
        new Janitors(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Integer.parseInt(arguments[3]),
            Path.of(arguments[2]));
    long bytes = all.whole();
    int kills = Integer.parseInt(arguments[4]);
    if (kills > 0) {
      KilledRuns killed = new KilledRuns(all.fleet, all.folder, all.nodes, all.tidying, all.missed);
      killed.make(bytes, kills, Integer.parseInt(arguments[6]), Long.parseLong(arguments[5]));
      killed.tell();
    }
    System.out.println(all.missed.isEmpty() ? "\nAll of it holds." : "\nMissed: " + all.missed);
    System.exit(all.missed.isEmpty() ? 0 : 1);
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
    row("previewed again, applied in waves, each verified", figures.getProperty("apply") + " s");
    row("end", figures.getProperty("end") + ", " + figures.getProperty("DONE") + " steps done");
    row("nodes by how often they say it ran", tidying.ran("set-aside"));
    row("nodes that are tidy", tidying.tidy());
    row("left to do by a new look", figures.getProperty("left").equals("true"));
    row("entries of the chronicle, proven", findings.entries() + ", " + findings.isProven());
    Path bundle = program.bundle();
    row("the verifier in Python", python.said(program.verifier(), bundle));
    boolean finds = python.findsAChangedBit(program.verifier(), bundle);
    row("the verifier in Python finds a changed bit", finds);
    require(figures.getProperty("end").equals("COMPLETED"), "the whole run's end");
    require(figures.getProperty("left").equals("false"), "nothing left to do");
    require(tidying.ran("set-aside").equals(Map.of(1, nodes)), "once on each node");
    require(tidying.tidy() == nodes, "all tidy");
    require(findings.isProven(), "the chronicle " + findings.problems());
    require(finds, "the verifier in Python finds a changed bit");
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
}
