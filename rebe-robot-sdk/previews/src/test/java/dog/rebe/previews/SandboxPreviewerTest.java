package dog.rebe.previews;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.ForeseenChange;
import dog.rebe.change.PreviewKind;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.command.Command;
import dog.rebe.command.Repetition;
import dog.rebe.node.Node;
import dog.rebe.runner.PlainSummary;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.RunReport;
import dog.rebe.runner.StepState;
import dog.rebe.ssh.ConnectionOptions;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.Answer;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.EmbeddedNode;
import dog.rebe.ssh.testkit.FleetFiles;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A robot's plan on simulated machines, whose files are looked at over SFTP. */
class SandboxPreviewerTest {

  private static final String LOG = "/var/log/app/app.log.1";
  private static final String SETTINGS = "/etc/app/app.conf";

  @TempDir Path folder;
  private final QuietRobot robot = new QuietRobot("/var/log/app", SETTINGS);
  private Consumer<EmbeddedNode> afterClean = node -> {};
  private EmbeddedFleet fleet;
  private SshTransport transport;
  private Office office;

  @BeforeEach
  void open() throws IOException {
    List<NodeDefinition> definitions = new ArrayList<>();
    for (String id : List.of("web-1", "web-2", "web-3")) {
      definitions.add(
          NodeDefinition.of(id, SimulatedSystem.debian())
              .program("rm", (words, input) -> remove(id, words))
              .program("sed", (words, input) -> quieten(id))
              .program("systemctl", (words, input) -> systemctl(words)));
    }
    fleet = EmbeddedFleet.start(definitions);
    FleetFiles files = fleet.writeTo(folder.resolve("keys"));
    transport =
        SshTransport.builder()
            .hostTrust(HostTrust.knownHosts(files.knownHosts()))
            .credentials(Credential.keyFile(files.clientKey()))
            .connection(
                ConnectionOptions.defaults()
                    .withConnectTimeout(QuietRobot.LIMITS.deadline())
                    .withHandshakeTimeout(QuietRobot.LIMITS.deadline())
                    .withLoginTimeout(QuietRobot.LIMITS.deadline()))
            .build();
    office = new Office(folder, transport);
  }

  @AfterEach
  void close() {
    office.close();
    transport.close();
    fleet.close();
  }

  private Answer remove(String id, List<String> words) {
    words.stream().filter(word -> word.startsWith("/")).forEach(fleet.node(id)::deleteFile);
    afterClean.accept(fleet.node(id));
    return Answer.silent();
  }

  private Answer quieten(String id) {
    EmbeddedNode node = fleet.node(id);
    String text = node.file(SETTINGS).orElseThrow();
    node.writeFile(SETTINGS, text.replace("log_level = debug", "log_level = info"));
    return Answer.silent();
  }

  private static Answer systemctl(List<String> words) {
    return words.get(1).equals("show")
        ? Answer.printing(
            "Id=app.service\nLoadState=loaded\nActiveState=active\nUnitFileState=enabled\n")
        : Answer.silent().exiting(1);
  }

  private List<Node> nodes() {
    return fleet.inventory();
  }

  @Test
  void aPlanShowsWhatItWouldDoToTheFilesOfEachNode() {
    Proposal proposal = office.propose(robot, nodes());

    assertThat(proposal.preview().steps())
        .hasSize(6)
        .allSatisfy(
            step -> {
              assertThat(step.kind()).isEqualTo(PreviewKind.SANDBOX);
              assertThat(step.footing()).isPresent();
            });
    assertThat(proposal.preview().steps().get(0).changes())
        .extracting(change -> change.path().toString())
        .containsExactly(LOG, "/var/log/app/app.log.2");
    assertThat(proposal.preview().steps().get(3).changes())
        .extracting(change -> change.path().toString())
        .containsExactly(SETTINGS);
    assertThat(proposal.preview().steps().get(3).blindSpots())
        .extracting(BlindSpot::subject)
        .contains("hard links")
        .doesNotContain("what comes before it");
    assertThat(PlainSummary.of(proposal)).contains("web-1: removes " + LOG);
    assertThat(fleet.nodes()).allMatch(node -> node.file(LOG).isPresent());
  }

  @Test
  void carriesOutWhatWasShownWhereNothingHasMoved() {
    RunReport report = office.approveAndApply(robot, office.propose(robot, nodes()));

    assertThat(report.end()).as(report.account()).isEqualTo(RunReport.End.COMPLETED);
    assertThat(fleet.nodes())
        .allSatisfy(
            node -> {
              assertThat(node.file(LOG)).isEmpty();
              assertThat(node.file(SETTINGS).orElseThrow()).contains("log_level = info");
            });
  }

  @Test
  void refusesInWordsOnceAFileHasChanged() {
    Proposal proposal = office.propose(robot, nodes());
    String text = fleet.node("web-2").file(LOG).orElseThrow();
    fleet.node("web-2").writeFile(LOG, text.replace("debug", "DEBUG"));

    RunReport report = office.approveAndApply(robot, proposal);

    assertThat(report.end()).isEqualTo(RunReport.End.REFUSED);
    assertThat(report.reason())
        .contains("the machines have changed since")
        .contains("web-2")
        .contains(LOG + " is not as it was")
        .contains("Propose anew");
    assertThat(fleet.nodes()).allMatch(node -> node.file(LOG).isPresent());
    assertThat(fleet.nodes())
        .allSatisfy(
            node ->
                assertThat(node.executions())
                    .noneMatch(execution -> execution.command().startsWith("rm")));
  }

  @Test
  void doesNotBeginAStepWhereSomethingMovedAfterTheRunHadBegun() {
    Proposal proposal = office.propose(robot, nodes());
    afterClean = done -> fleet.node("web-3").writeFile(LOG, "somebody needs this\n");

    RunReport report = office.approveAndApply(robot, proposal);

    assertThat(report.end()).isEqualTo(RunReport.End.HANDED_OVER);
    assertThat(report.steps())
        .filteredOn(step -> step.node().value().equals("web-3"))
        .first()
        .satisfies(
            step -> {
              assertThat(step.state()).isEqualTo(StepState.NOT_STARTED);
              assertThat(step.detail()).contains("What was shown does not hold any more: " + LOG);
            });
    assertThat(fleet.node("web-3").file(LOG)).contains("somebody needs this\n");
    assertThat(fleet.node("web-3").executions())
        .noneMatch(execution -> execution.command().startsWith("rm"));
  }

  /** The run is cut short while the first machine is at work. */
  private Proposal cutShort() {
    Proposal proposal = office.propose(robot, nodes());
    Thread caller = Thread.currentThread();
    afterClean = done -> caller.interrupt();
    RunReport cut = office.approveAndApply(robot, proposal);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cut.reason()).contains("can be resumed");
    afterClean = done -> {};
    return proposal;
  }

  @Test
  void whoGoesOnWithARunBeginsWhatStillWouldDoWhatWasShown() {
    Proposal proposal = cutShort();

    RunReport report = office.goOn(robot, proposal.run(), nodes());

    assertThat(report.end()).as(report.account()).isEqualTo(RunReport.End.COMPLETED);
    assertThat(fleet.nodes()).allMatch(node -> node.file(LOG).isEmpty());
  }

  @Test
  void whoGoesOnWithARunBeginsNothingThatHasMovedMeanwhile() {
    Proposal proposal = cutShort();
    fleet.node("web-3").writeFile(LOG, "somebody needs this\n");

    RunReport report = office.goOn(robot, proposal.run(), nodes());

    assertThat(report.end()).isEqualTo(RunReport.End.HANDED_OVER);
    assertThat(report.account())
        .contains("web-3")
        .contains("What was shown does not hold any more")
        .contains("It would not do to " + LOG + " what was shown")
        .contains("Propose anew");
    assertThat(fleet.node("web-3").file(LOG)).contains("somebody needs this\n");
  }

  /** It has the same steps as the run, and was made of the machines as they are now. */
  @Test
  void aProposalMadeSinceRenewsNothingForWhoGoesOnWithARun() {
    Proposal proposal = cutShort();
    fleet.node("web-3").writeFile(LOG, "somebody needs this\n");
    office.proposeNext(robot, nodes());

    RunReport report = office.goOn(robot, proposal.run(), nodes());

    assertThat(report.end()).as(report.account()).isEqualTo(RunReport.End.HANDED_OVER);
    assertThat(report.account()).contains("What was shown does not hold any more");
    assertThat(fleet.node("web-3").file(LOG)).contains("somebody needs this\n");
  }

  @Test
  void aProposalMadeWhileARunIsUnderWayRenewsNothingForIt() {
    Proposal proposal = office.propose(robot, nodes());
    List<Node> last = nodes().stream().filter(node -> node.id().value().equals("web-3")).toList();
    afterClean =
        done -> {
          fleet.node("web-3").writeFile(LOG, "somebody needs this\n");
          office.propose(robot, last);
        };

    RunReport report = office.approveAndApply(robot, proposal);

    assertThat(report.end()).as(report.account()).isEqualTo(RunReport.End.HANDED_OVER);
    assertThat(report.account()).contains("What was shown does not hold any more: " + LOG);
    assertThat(fleet.node("web-3").file(LOG)).contains("somebody needs this\n");
  }

  @Test
  void asksTheMachineWhereTheCommandHasADryRun() {
    Step restart =
        Step.of(
            "restart",
            "Restarts it.",
            Command.of("systemctl", "restart", "app")
                .changes(Repetition.REPEATABLE)
                .limits(QuietRobot.LIMITS),
            List.of(nodes().get(0).id()));

    StepPreview preview = office.previewer().preview(restart, nodes().get(0));

    assertThat(preview.kind()).isEqualTo(PreviewKind.DRY_RUN);
    assertThat(preview.foreseen())
        .extracting(ForeseenChange::words)
        .containsExactly("service app.service: now active, is interrupted for a moment");
    assertThat(preview.blindSpots())
        .extracting(BlindSpot::subject)
        .containsExactly("restart app.service");
  }

  @Test
  void leavesAStepThatItCannotFollowToThePreviewThatTheStepBrings() {
    Step step =
        Step.of(
            "odd",
            "Does something.",
            Command.of("frobnicate").changes(Repetition.ONCE).limits(QuietRobot.LIMITS),
            List.of(nodes().get(0).id()));
    Step shown = step.preview(Command.of("echo", "would").readOnly().limits(QuietRobot.LIMITS));

    assertThat(office.previewer().preview(step, nodes().get(0)).kind())
        .isEqualTo(PreviewKind.BLIND);
    StepPreview preview = office.previewer().preview(shown, nodes().get(0));
    assertThat(preview.kind()).isEqualTo(PreviewKind.DRY_RUN);
    assertThat(preview.notes()).containsExactly("would");
  }

  private Step step(String id, Command.NeedsEffect command) {
    return Step.of(
        id,
        "Does something.",
        command.changes(Repetition.ONCE).limits(QuietRobot.LIMITS),
        List.of(nodes().get(0).id()));
  }

  @Test
  void aStepIsPreviewedOnWhatTheStepsBeforeItLeave() {
    SandboxPreviewer previewer = office.previewer();
    Node node = nodes().get(0);
    Step move = step("move", Command.of("mv", LOG, "/var/log/app/old"));
    Step copy = step("copy", Command.of("cp", "/var/log/app/old", "/etc/app/kept")).after("move");
    Step remove = step("remove", Command.of("rm", "-r", "/var/log/app")).after("copy");

    previewer.previewAfter(List.of(), move, node);
    StepPreview copied = previewer.previewAfter(List.of(move), copy, node);
    StepPreview removed = previewer.previewAfter(List.of(move, copy), remove, node);

    assertThat(copied.changes())
        .extracting(change -> change.path().toString())
        .containsExactly("/etc/app/kept");
    assertThat(removed.changes())
        .extracting(change -> change.path().toString())
        .contains("/var/log/app/old")
        .doesNotContain(LOG);
    assertThat(removed.blindSpots())
        .extracting(BlindSpot::subject)
        .doesNotContain("what comes before it");
    assertThat(previewer.previewAfter(List.of(move, copy), remove, node)).isEqualTo(removed);
    assertThat(previewer.moved(removed, remove, node)).isEmpty();
    fleet.node("web-1").deleteFile(LOG);
    assertThat(previewer.moved(removed, remove, node))
        .as("what a step before it does is ours")
        .isEmpty();
    fleet.node("web-1").deleteFile("/var/log/app/app.log.2");
    assertThat(previewer.moved(removed, remove, node)).isNotEmpty();
  }

  @Test
  void whatTheSandboxDoesNotFollowBeforeAStepIsNamed() {
    SandboxPreviewer previewer = office.previewer();
    Node node = nodes().get(0);
    Step restart = step("restart", Command.of("systemctl", "restart", "app"));
    Step odd = step("odd", Command.of("frobnicate"));
    Step remove = step("remove", Command.of("rm", LOG)).after("restart").after("odd");

    previewer.previewAfter(List.of(), restart, node);
    previewer.previewAfter(List.of(), odd, node);
    StepPreview removed = previewer.previewAfter(List.of(restart, odd), remove, node);

    assertThat(removed.kind()).isEqualTo(PreviewKind.SANDBOX);
    assertThat(removed.blindSpots())
        .filteredOn(spot -> spot.subject().equals("what comes before it"))
        .extracting(BlindSpot::reason)
        .containsExactly("this was looked at as the machine is before restart, odd");
  }

  @Test
  void aServiceThatAScriptBeforeAStepRestartsIsNamed() {
    SandboxPreviewer previewer = office.previewer();
    Node node = nodes().get(0);
    Step restart = step("restart", Command.script("touch /etc/app/on; systemctl restart app"));
    Step between = step("between", Command.of("rm", "/etc/app/on")).after("restart");
    Step remove = step("remove", Command.of("rm", LOG)).after("between");

    previewer.previewAfter(List.of(), restart, node);
    previewer.previewAfter(List.of(restart), between, node);
    StepPreview removed = previewer.previewAfter(List.of(restart, between), remove, node);

    assertThat(removed.changes()).hasSize(1);
    assertThat(removed.blindSpots())
        .filteredOn(spot -> spot.subject().equals("what comes before it"))
        .extracting(BlindSpot::reason)
        .containsExactly(
            "'systemctl restart app' comes before it, and this is shown as if that had changed no"
                + " file");
  }

  @Test
  void aCommandThatSaysItOnlyReadsIsBelievedOnlyWhereNobodyCanLook() {
    Step odd =
        Step.of(
            "odd",
            "Looks at something.",
            Command.of("frobnicate", "--list").readOnly().limits(QuietRobot.LIMITS),
            List.of(nodes().get(0).id()));
    StepPreview declared = office.previewer().preview(odd, nodes().get(0));
    assertThat(declared.kind()).isEqualTo(PreviewKind.DECLARED);
    assertThat(declared.changes()).isEmpty();
    assertThat(declared.blindSpots())
        .extracting(BlindSpot::reason)
        .anyMatch(reason -> reason.contains("I do not know what frobnicate does"));

    Step liar =
        Step.of(
            "liar",
            "Says that it only looks.",
            Command.of("rm", LOG).readOnly().limits(QuietRobot.LIMITS),
            List.of(nodes().get(0).id()));
    StepPreview seen = office.previewer().preview(liar, nodes().get(0));
    assertThat(seen.kind()).isEqualTo(PreviewKind.SANDBOX);
    assertThat(seen.changes()).extracting(change -> change.path().toString()).containsExactly(LOG);
  }

  @Test
  void aProgramThatDidNotPreviewAStepSaysThatItCannotTell() {
    Proposal proposal = office.propose(robot, nodes());

    assertThat(
            office
                .previewer()
                .moved(
                    proposal.preview().steps().get(0),
                    proposal.plan().steps().get(0),
                    nodes().get(0)))
        .containsExactly("This program did not preview it, or not lately");
  }

  @Test
  void aMachineThatDoesNotAnswerIsABlindSpot() {
    Proposal proposal = office.propose(robot, nodes());
    Node gone = Node.of("gone", dog.rebe.node.Endpoint.ssh("robot", "127.0.0.1", 1));

    StepPreview preview = office.previewer().preview(proposal.plan().steps().get(0), gone);

    assertThat(preview.kind()).isEqualTo(PreviewKind.BLIND);
    assertThat(preview.blindSpots()).hasSize(1);
  }
}
