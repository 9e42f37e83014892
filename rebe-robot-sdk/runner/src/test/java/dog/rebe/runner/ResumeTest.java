package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.runner.RunReport.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were cut short. How many cuts are tried is said by {@code rebe.robotCuts}; or all. */
class ResumeTest {

  private static final SwitchRobot ROBOT = new SwitchRobot();
  private static final String CUTS = System.getProperty("rebe.robotCuts", "sample");
  private static final int SAMPLED = 13;

  @TempDir Path folder;
  private Workshop shop;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(folder, 3);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Runner resuming() {
    return shop.builder().policy(question -> new PolicyVerdict.Allowed("It is a test.")).build();
  }

  private static boolean isAll() {
    return CUTS.equals("all");
  }

  @Test
  @Tag("fault-41")
  @Tag("fault-43")
  void nothingRunsTwiceWhereverTheChronicleFails() {
    int step = isAll() ? 1 : SAMPLED;
    boolean failed = true;
    for (int cut = 1; failed; cut += step) {
      shop.reset();
      int at = cut;
      FailingChronicle[] failing = new FailingChronicle[1];
      Runner runner = shop.failing(chronicle -> failing[0] = FailingChronicle.at(chronicle, at));
      String run = cutShort(runner);
      failed = failing[0].hasFailed();
      shop.startAnew();
      finish(run);
      assertThat(shop.switches.values())
          .as("cut at entry %s", cut)
          .allSatisfy(one -> assertThat(one.done()).containsExactly("loosen", "on"));
    }
  }

  /** The id of the run; empty if it did not come so far that it had one. */
  private String cutShort(Runner runner) {
    String run = "";
    try {
      Proposal proposal =
          runner.propose(ROBOT, Workshop.ON, shop.nodes(), "eve").proposal().orElse(null);
      if (proposal != null) {
        run = proposal.run();
        runner.apply(ROBOT, proposal, List.of(), ApplyOptions.defaults());
      }
    } catch (ChronicleException expected) {
      assertThat(expected).hasMessageContaining("The disk is full");
    }
    return run;
  }

  /** Goes on, or begins anew if nothing had begun, and is done either way. */
  private void finish(String run) {
    Progress progress = Progress.read(run, RunHistory.ofFile(folder.resolve("chronicle")));
    Runner runner = resuming();
    if (progress.subject().isPresent() && progress.end().isEmpty()) {
      RunReport report = runner.resume(run, ROBOT, shop.nodes());
      assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
    } else if (progress.end().isEmpty()) {
      Proposal proposal = runner.propose(ROBOT, Workshop.ON, shop.nodes(), "eve").orElseThrow();
      RunReport report = runner.apply(ROBOT, proposal, List.of(), ApplyOptions.defaults());
      assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
    }
  }

  private String cutAfterTurning(String node) {
    return cutShort(
        shop.failing(
            chronicle ->
                new FailingChronicle(
                    chronicle,
                    entry ->
                        entry.kind() == EntryKind.OUTCOME
                            && "turn".equals(entry.fields().get("step"))
                            && node.equals(entry.fields().get("node")))));
  }

  @Test
  void whatWasUnderWayIsLookedUpInTheNodesOwnJournal() {
    String run = cutAfterTurning("node-1");
    assertThat(shop.switches.get("node-1").done()).containsExactly("loosen", "on");
    shop.startAnew();
    RunReport report = resuming().resume(run, ROBOT, shop.nodes());
    assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
    assertThat(shop.switches.get("node-1").done()).containsExactly("loosen", "on");
  }

  @Test
  void whatNobodyCanTellIsUnknownAndNotDoneAgain() {
    String run = cutAfterTurning("node-1");
    shop.startAnew();
    shop.fleet.node("node-1").restart();
    RunReport report = resuming().resume(run, ROBOT, shop.nodes());
    assertThat(report.end()).isEqualTo(End.HANDED_OVER);
    assertThat(report.count(StepState.UNKNOWN)).isEqualTo(1);
    assertThat(report.account()).contains("node-1: turn may or may not have been done");
    assertThat(shop.switches.get("node-1").done()).containsExactly("loosen", "on", "tighten");
    assertThat(shop.switches.get("node-2").done()).isEmpty();
  }

  /**
   * Of two machines that were worked on at the same time, one had failed, and of the other nobody
   * had recorded yet that it had succeeded.
   */
  @Test
  @Tag("fault-41")
  void whatWasUnderWayBesideAFailureIsTakenBackToo() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    shop.switches.get("node-2").waitsAt("on", () -> await(begun));
    shop.switches.get("node-2").breaksAt("on");
    shop.switches
        .get("node-3")
        .waitsAt(
            "on",
            () -> {
              begun.countDown();
              await(failed);
            });
    String run =
        cutShort(
            shop.failing(
                chronicle ->
                    new FailingChronicle(
                        chronicle,
                        entry -> {
                          boolean turned =
                              entry.kind() == EntryKind.OUTCOME
                                  && "turn".equals(entry.fields().get("step"));
                          if (turned && "node-2".equals(entry.fields().get("node"))) {
                            failed.countDown();
                          }
                          return turned && "node-3".equals(entry.fields().get("node"));
                        })));
    assertThat(shop.switches.get("node-3").done()).containsExactly("loosen", "on");
    shop.startAnew();
    RunReport report = resuming().resume(run, ROBOT, shop.nodes());
    assertThat(report.end()).as(report.account()).isEqualTo(End.HANDED_OVER);
    assertThat(report.account()).contains("node-2: turn did not work");
    assertThat(shop.switches.get("node-1").done())
        .containsExactly("loosen", "on", "off", "tighten");
    assertThat(shop.switches.get("node-3").done())
        .as(report.account())
        .containsExactly("loosen", "on", "off", "tighten");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInterruptLeavesTheRunToBeResumed() {
    Thread caller = Thread.currentThread();
    Runner runner =
        shop.failing(
            chronicle ->
                new FailingChronicle(
                    chronicle,
                    entry -> {
                      if (entry.kind() == EntryKind.INTENT
                          && "turn".equals(entry.fields().get("step"))) {
                        caller.interrupt();
                      }
                      return false;
                    }));
    Proposal proposal = runner.propose(ROBOT, Workshop.ON, shop.nodes(), "eve").orElseThrow();
    RunReport cut = runner.apply(ROBOT, proposal, List.of(), ApplyOptions.defaults());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cut.end()).isEqualTo(End.HANDED_OVER);
    assertThat(cut.reason()).contains("can be resumed");
    shop.startAnew();
    RunReport report = resuming().resume(proposal.run(), ROBOT, shop.nodes());
    assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
    assertThat(shop.switches.values())
        .allSatisfy(one -> assertThat(one.done()).containsExactly("loosen", "on"));
  }

  @Test
  @Tag("fault-66")
  void refusesARunWhoseFileWasChanged() throws IOException {
    String run = cutAfterTurning("node-1");
    shop.startAnew();
    Path file = folder.resolve("runs").resolve(run + ".json");
    Files.writeString(file, Files.readString(file).replace("Loosens", "Removes"));
    assertThatThrownBy(() -> resuming().resume(run, ROBOT, shop.nodes()))
        .hasMessageContaining("is not what was approved");
  }

  /** They are in no digest that anybody approved, but the chronicle has them. */
  @Test
  @Tag("fault-66")
  void refusesARunThatIsToGoOnOtherwiseThanItBegan() throws IOException {
    String run = cutAfterTurning("node-1");
    shop.startAnew();
    Path file = folder.resolve("runs").resolve(run + ".json");
    String kept = Files.readString(file);
    String altered = kept.replaceAll("(whenStopped[^a-z]+)undo", "$1keep");
    assertThat(altered).isNotEqualTo(kept);
    Files.writeString(file, altered);
    assertThatThrownBy(() -> resuming().resume(run, ROBOT, shop.nodes()))
        .hasMessageContaining("are not how it began");
    assertThat(shop.switches.get("node-2").done()).isEmpty();
  }
}
