package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.command.Command;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.runner.RunReport.End;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that were cut short on a machine that can keep no journal: its steps may run twice. */
class NoJournalTest {

  private static final Command<?> ON =
      Command.of("switch", "on").changes(Repetition.REPEATABLE).limits(SwitchRobot.LIMITS);
  private static final NodeId NODE = new NodeId("node-1");
  private static final Precondition OFF =
      Precondition.unchanged("It is off.", SwitchRobot.show(), NODE, "off\n");
  private static final Command<?> IS_ON =
      Command.of("switch", "is", "on").readOnly().limits(SwitchRobot.LIMITS);

  @TempDir Path folder;
  private Workshop shop;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(folder, 1);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static Step turn() {
    return Step.of("turn", "Turns it.", ON, List.of(NODE));
  }

  /** The chronicle has the step's beginning without a token, and nothing of its end. */
  private String cutShort(Robot<?> robot) {
    Runner runner =
        shop.failing(
            chronicle ->
                new FailingChronicle(
                    new Tokenless(chronicle),
                    entry ->
                        entry.kind() == EntryKind.OUTCOME
                            && "turn".equals(entry.fields().get("step"))));
    Proposal proposal = runner.propose(robot, Workshop.ON, shop.nodes(), "eve").orElseThrow();
    assertThatThrownBy(() -> runner.apply(robot, proposal, List.of(), ApplyOptions.defaults()))
        .isInstanceOf(ChronicleException.class);
    assertThat(shop.switches.get("node-1").done()).containsExactly("on");
    shop.startAnew();
    return proposal.run();
  }

  private RunReport goOn(String run, Robot<?> robot) {
    return shop.builder()
        .policy(question -> new PolicyVerdict.Allowed("It is a test."))
        .build()
        .resume(run, robot, shop.nodes());
  }

  @Test
  @Tag("fault-41")
  void whatItsOwnWorkForbidsToRepeatMayHaveBeenDone() {
    Robot<?> robot = new OneStep(turn().requires(OFF));
    String run = cutShort(robot);
    RunReport report = goOn(run, robot);
    assertThat(report.end()).as(report.account()).isEqualTo(End.HANDED_OVER);
    assertThat(report.count(StepState.UNKNOWN)).as(report.account()).isEqualTo(1);
    assertThat(report.account())
        .contains("node-1: turn may or may not have been done")
        .contains("It was not begun again: This no longer holds: 'It is off.'");
    assertThat(shop.switches.get("node-1").done()).containsExactly("on");
  }

  @Test
  @Tag("fault-41")
  void whatItsProbeFindsDoneIsDone() {
    Robot<?> robot = new OneStep(turn().requires(OFF).probe(IS_ON));
    String run = cutShort(robot);
    RunReport report = goOn(run, robot);
    assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
    assertThat(shop.switches.get("node-1").done()).containsExactly("on");
  }

  /** The machine was started anew and is off again, so that it really runs twice. */
  @Test
  @Tag("fault-41")
  void whatItsProbeDoesNotFindDoneIsDoneAgain() {
    Robot<?> robot = new OneStep(turn().requires(OFF).probe(IS_ON));
    String run = cutShort(robot);
    shop.fleet.node("node-1").restart();
    shop.switches.get("node-1").becomes("off");
    RunReport report = goOn(run, robot);
    assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
    assertThat(shop.switches.get("node-1").done()).containsExactly("on", "on");
  }

  /** 127 is a shell that found no such program, not a probe that looked. */
  @ParameterizedTest
  @CsvSource({"0, DONE", "1, FAILED", "125, FAILED", "126, UNKNOWN", "127, UNKNOWN"})
  @Tag("fault-41")
  void aProbeThatCouldNotLookSaysNothing(int status, StepState state) {
    Step once =
        Step.of(
            "turn",
            "Turns it.",
            Command.of("switch", "on").changes(Repetition.ONCE).limits(SwitchRobot.LIMITS),
            List.of(NODE));
    Robot<?> robot = new OneStep(once.probe(IS_ON));
    String run = cutShort(robot);
    shop.switches.get("node-1").tellsBy(status);
    RunReport report = goOn(run, robot);
    assertThat(report.count(state)).as(report.account()).isEqualTo(1);
    assertThat(shop.switches.get("node-1").done()).containsExactly("on");
  }

  @Test
  void aTokenDoesNotTellOfATryBeforeItThatHadNone() {
    Progress progress = new Progress("run-1");
    Progress.Place place = new Progress.Place(Phase.APPLY, "turn", NODE);
    progress.take(entry(EntryKind.INTENT, Map.of()));
    progress.take(entry(EntryKind.OUTCOME, Map.of("state", "UNKNOWN")));
    progress.take(entry(EntryKind.INTENT, Map.of("token", "t", "epoch", "e")));
    assertThat(progress.intent(place).orElseThrow().mayHaveRunBefore()).isTrue();
    progress.take(entry(EntryKind.OUTCOME, Map.of("state", "NOT_STARTED")));
    progress.take(entry(EntryKind.INTENT, Map.of("token", "t", "epoch", "e")));
    assertThat(progress.intent(place).orElseThrow().mayHaveRunBefore()).isFalse();
  }

  private static ChronicleEntry entry(EntryKind kind, Map<String, String> more) {
    TreeMap<String, Object> fields = new TreeMap<>(more);
    fields.put("run", "run-1");
    fields.put("what", Phase.APPLY.what());
    fields.put("step", "turn");
    fields.put("node", "node-1");
    return new ChronicleEntry(Instant.EPOCH, kind, fields);
  }

  /** Of a run on machines without a journal. */
  private record Tokenless(Chronicle chronicle) implements Chronicle {
    @Override
    public CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
      TreeMap<String, Object> fields = new TreeMap<>(entry.fields());
      if (fields.containsKey("step")) {
        fields.remove("token");
        fields.remove("epoch");
      }
      return chronicle.append(new ChronicleEntry(entry.at(), entry.kind(), fields), durability);
    }

    @Override
    public void close() {
      chronicle.close();
    }
  }

  /** Plans this step while the switch is off. */
  private record OneStep(Step step) implements Robot<Map<NodeId, String>> {
    @Override
    public RobotManifest manifest() {
      return new SwitchRobot().manifest();
    }

    @Override
    public Map<NodeId, String> observe(Observer observer, Goal goal) {
      return new SwitchRobot().observe(observer, goal);
    }

    @Override
    public Optional<Plan> plan(Map<NodeId, String> observed, Goal goal) {
      return observed.containsValue("off\n")
          ? Optional.of(new Plan("Turns a switch on.", List.of(step)))
          : Optional.empty();
    }
  }
}
