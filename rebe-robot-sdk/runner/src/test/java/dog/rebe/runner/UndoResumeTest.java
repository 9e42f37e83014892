package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.runner.RunReport.End;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking back that was cut short. How many cuts are tried is said by {@code rebe.robotCuts}. */
class UndoResumeTest {

  private static final int STEP =
      System.getProperty("rebe.robotCuts", "sample").equals("all") ? 1 : 11;

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

  private Runner runner() {
    return shop.builder().policy(question -> new PolicyVerdict.Allowed("It is a test.")).build();
  }

  private String applied() {
    Runner runner = runner();
    Proposal proposal = shop.proposal(runner);
    RunReport report =
        runner.apply(new SwitchRobot(), proposal, List.of(), ApplyOptions.defaults());
    assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
    return proposal.run();
  }

  /** The id of the run that takes back; empty if it did not come so far that it had one. */
  private String cutShort(Runner runner, String run) {
    String undo = "";
    try {
      Proposal proposal = runner.proposeUndo(run, shop.nodes(), "eve").proposal().orElse(null);
      if (proposal != null) {
        undo = proposal.run();
        runner.apply(runner.undoRobot(), proposal, List.of(), ApplyOptions.defaults());
      }
    } catch (ChronicleException expected) {
      assertThat(expected).hasMessageContaining("The disk is full");
    }
    return undo;
  }

  private void finish(String run, String undo) {
    Progress progress = Progress.read(undo, RunHistory.ofFile(folder.resolve("chronicle")));
    Runner runner = runner();
    if (progress.end().isPresent()) {
      return;
    }
    RunReport report;
    if (progress.subject().isPresent()) {
      assertThatThrownBy(() -> runner.proposeUndo(run, shop.nodes(), "eve"))
          .hasMessageContaining("is being taken back by " + undo);
      report = runner.resume(undo, runner.undoRobot(), shop.nodes());
    } else {
      Proposal anew = runner.proposeUndo(run, shop.nodes(), "eve").proposal().orElseThrow();
      report = runner.apply(runner.undoRobot(), anew, List.of(), ApplyOptions.defaults());
    }
    assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
  }

  @Test
  @Tag("fault-40")
  void nothingIsTakenBackTwiceWhereverTheChronicleFails() {
    boolean failed = true;
    for (int cut = 1; failed; cut += STEP) {
      shop.reset();
      String run = applied();
      int at = cut;
      FailingChronicle[] failing = new FailingChronicle[1];
      Runner runner = shop.failing(chronicle -> failing[0] = FailingChronicle.at(chronicle, at));
      String undo = cutShort(runner, run);
      failed = failing[0].hasFailed();
      shop.startAnew();
      finish(run, undo);
      assertThat(shop.switches.values())
          .as("cut at entry %s", cut)
          .allSatisfy(
              one -> assertThat(one.done()).containsExactly("loosen", "on", "off", "tighten"));
    }
  }

  @Test
  void whatNobodyCanTellIsUnknownAndNotTakenBackAgain() {
    String run = applied();
    Runner runner =
        shop.failing(
            chronicle ->
                new FailingChronicle(
                    chronicle,
                    entry ->
                        entry.kind() == EntryKind.OUTCOME
                            && "undo-turn".equals(entry.fields().get("step"))));
    String undo = cutShort(runner, run);
    shop.startAnew();
    shop.fleet.node("node-3").restart();
    Runner after = runner();
    RunReport report = after.resume(undo, after.undoRobot(), shop.nodes());
    assertThat(report.count(StepState.UNKNOWN)).isEqualTo(1);
    assertThat(report.account()).contains("node-3: undo-turn may or may not have been done");
    assertThat(shop.switches.get("node-3").done()).startsWith("loosen", "on", "off");
    assertThat(shop.switches.get("node-3").done()).filteredOn("off"::equals).hasSize(1);
    assertThat(after.proposeUndo(run, shop.nodes(), "eve").account())
        .contains("node-3: turn stays. Taking it back did not end well in " + undo);
  }
}
