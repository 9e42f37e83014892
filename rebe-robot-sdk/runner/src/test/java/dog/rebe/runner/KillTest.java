package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.runner.KillBench.Trial;
import dog.rebe.runner.KillChoice.Kill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program of its own carries out a run on five nodes and is killed. With {@code
 * -Drebe.robotCuts=all} that is at every append of its chronicle and at 500 points of a seed
 * ({@code -Drebe.robotSeed}), with ranges it is at those ({@link KillChoice}); a build takes a few
 * of each.
 */
class KillTest {

  private static final KillChoice CHOICE =
      new KillChoice(System.getProperty("rebe.robotCuts", ""), Long.getLong("rebe.robotSeed", 1));
  private static final int BENCHES = 2;

  @TempDir Path folder;

  @Test
  @Tag("fault-40")
  void nothingRunsTwiceWhereverTheProgramIsKilled() throws Exception {
    List<Trial> trials = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(BENCHES);
    ChildProgram program = new ChildProgram(folder.resolve("program"), KilledProgram.class);
    try (KillBench first = new KillBench(folder.resolve("1"), program);
        KillBench second = new KillBench(folder.resolve("2"), program)) {
      int[] counted = first.livesToItsEnd();
      Queue<Kill> kills = new ConcurrentLinkedQueue<>(CHOICE.kills(counted[0], counted[1]));
      int planned = kills.size();
      System.out.printf("%d kills of %d appends and %d marks%n", planned, counted[0], counted[1]);
      List<Future<List<Trial>>> working = new ArrayList<>();
      for (KillBench bench : List.of(first, second)) {
        Callable<List<Trial>> work = () -> work(bench, kills);
        working.add(threads.submit(work));
      }
      for (Future<List<Trial>> one : working) {
        trials.addAll(one.get());
      }
      assertThat(trials).hasSize(planned);
      makeUpForThoseThatCameTooLate(trials, first, counted[1]);
    } finally {
      threads.shutdownNow();
    }
    KillFigures.of(trials).print(System.out);
    assertThat(trials).as("mostly killed").matches(KillTest::areMostlyKilled);
  }

  private static boolean areMostlyKilled(List<? extends Trial> trials) {
    return trials.stream().filter(Trial::killed).count() > trials.size() * 3L / 4;
  }

  /** A program may have ended by itself before its time came: others are killed in its place. */
  private static void makeUpForThoseThatCameTooLate(List<Trial> trials, KillBench bench, int marks)
      throws IOException, InterruptedException {
    Queue<Kill> more = new ArrayDeque<>(CHOICE.points(101, 160, marks));
    while (!areMostlyKilled(trials) && !more.isEmpty()) {
      Kill kill = more.remove();
      trials.add(bench.kill(kill.death(), kill.trouble()));
    }
  }

  private static List<Trial> work(KillBench bench, Queue<Kill> kills)
      throws IOException, InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (Kill kill = kills.poll(); kill != null; kill = kills.poll()) {
      Trial trial = bench.kill(kill.death(), kill.trouble());
      trials.add(trial);
      if (!CHOICE.isSample()) {
        System.out.println(kill.name() + ": " + trial);
      }
    }
    return trials;
  }
}
