package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.ApprovalGate;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.ForeseenChange;
import dog.rebe.change.Foresight;
import dog.rebe.change.Previewer;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.sandbox.preview.CommandPreview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was previewed runs on each machine as long as nothing has moved there. */
class PreviewedGateTest {

  private static final Limits LIMITS = Limits.of(Duration.ofMinutes(2), 1 << 16);
  private static final Node OTHER = Node.of("other", Endpoint.local());
  private static final ApprovalGate AGREED =
      request -> CompletableFuture.completedFuture(ApprovalVerdict.approved());

  private final LocalTransport here = LocalTransport.create();
  private final CommandExecutor looking = CommandExecutor.builder().transport(here).build();
  @TempDir private Path temporary;
  private Path conf;

  @BeforeEach
  void fill() throws Exception {
    conf = Files.writeString(temporary.toRealPath().resolve("x.conf"), "level = debug\n");
  }

  @AfterEach
  void close() {
    looking.close();
    here.close();
  }

  private MachinePreviewer previewer(Previewer dryRuns) {
    return MachinePreviewer.of(
        looking,
        CommandPreviewer.of(Clock.systemUTC()),
        dryRuns,
        PreviewLimits.of(Duration.ofMinutes(2), 1 << 20, 10_000, 1 << 20));
  }

  private MachinePreviewer previewer() {
    return previewer((command, limits) -> Optional.empty());
  }

  private Command<?> edit() {
    return Command.of("sed", "-i", "s/debug/info/", conf.toString())
        .changes(Repetition.ONCE)
        .limits(LIMITS);
  }

  private Command<?> remove() {
    return Command.of("rm", conf.toString()).destroys(Repetition.ONCE).limits(LIMITS);
  }

  private static Map<NodeId, CommandPreview> previews(
      MachinePreviewer previewer, Command<?> command, Node node) {
    return Map.of(node.id(), previewer.preview(command, node).value().orElseThrow());
  }

  private Outcome<?> run(ApprovalGate gate, Command<?> command, Node node) {
    try (CommandExecutor acting =
        CommandExecutor.builder().transport(here).approvalGate(gate).build()) {
      return acting.start(command, node).await();
    }
  }

  private static Failure<?> failure(Outcome<?> outcome) {
    return (Failure<?>) outcome;
  }

  @Test
  void whatOnlyChangesRunsWhileNothingHasMoved() throws Exception {
    MachinePreviewer previewer = previewer();
    ApprovalGate gate = previewer.gate(edit(), previews(previewer, edit(), Node.local()));
    assertThat(run(gate, edit(), Node.local())).isInstanceOf(Success.class);
    assertThat(conf).hasContent("level = info");
  }

  @Test
  void whatOnlyChangesIsRefusedOnceSomethingHasMoved() throws Exception {
    MachinePreviewer previewer = previewer();
    ApprovalGate gate = previewer.gate(edit(), previews(previewer, edit(), Node.local()));
    Files.writeString(conf, "level = debug, and more\n");
    Failure<?> failure = failure(run(gate, edit(), Node.local()));
    assertThat(failure.kind()).isEqualTo(FailureKind.MOVED_SINCE_PREVIEW);
    assertThat(failure.detail())
        .endsWith("x.conf is not as it was when this was previewed. Preview again.");
    assertThat(conf).hasContent("level = debug, and more");
  }

  @Test
  void anUnmovedGateRefusesWhatOnlyChanges() throws Exception {
    MachinePreviewer previewer = previewer();
    CommandPreview preview = previewer.preview(edit(), Node.local()).value().orElseThrow();
    Files.writeString(conf, "level = debug, and more\n");
    try (LocalFiles local = LocalFiles.open()) {
      ApprovalGate gate =
          UnmovedGate.of(
              AGREED,
              Node.local().id(),
              preview.footing(),
              local.view(),
              Duration.ofMinutes(2),
              Runnable::run);
      assertThat(failure(run(gate, edit(), Node.local())).kind())
          .isEqualTo(FailureKind.MOVED_SINCE_PREVIEW);
    }
    assertThat(conf).hasContent("level = debug, and more");
  }

  @Test
  void otherMachinesAndOtherCommandsAreRefused() {
    MachinePreviewer previewer = previewer();
    ApprovalGate gate = previewer.gate(edit(), previews(previewer, edit(), Node.local()), AGREED);
    assertThat(failure(run(gate, edit(), OTHER)).detail()).contains("no preview of the node other");
    assertThat(failure(run(gate, remove(), Node.local())).detail())
        .contains("not the command that was previewed");
    assertThat(conf).exists();
  }

  @Test
  void whatDestroysNeedsConsentBesides() {
    MachinePreviewer previewer = previewer();
    Map<NodeId, CommandPreview> previews = previews(previewer, remove(), Node.local());
    assertThat(failure(run(previewer.gate(remove(), previews), remove(), Node.local())).kind())
        .isEqualTo(FailureKind.APPROVAL_REFUSED);
    assertThat(conf).exists();
    assertThat(run(previewer.gate(remove(), previews, AGREED), remove(), Node.local()))
        .isInstanceOf(Success.class);
    assertThat(conf).doesNotExist();
  }

  @Test
  void whatNobodyCouldTellIsRefused() {
    MachinePreviewer previewer = previewer();
    Command<?> unknown = Command.of("sync").changes(Repetition.ONCE).limits(LIMITS);
    ApprovalGate gate = previewer.gate(unknown, previews(previewer, unknown, Node.local()));
    assertThat(failure(run(gate, unknown, Node.local())).detail()).contains("Nobody could tell");
  }

  @Test
  void aDryRunIsAskedAgain() throws Exception {
    MachinePreviewer previewer =
        previewer(
            (command, limits) ->
                Optional.of(
                    Command.of("cat", conf.toString())
                        .readOnly()
                        .limits(limits)
                        .decode(
                            (output, exit) ->
                                new Foresight(
                                    List.of(
                                        new ForeseenChange(
                                            ForeseenChange.Kind.SETTING,
                                            "level",
                                            Optional.of(output.stdout().utf8()),
                                            Optional.of("info"))),
                                    List.of(),
                                    List.of()))));
    ApprovalGate gate = previewer.gate(edit(), previews(previewer, edit(), Node.local()));
    Files.writeString(conf, "level = warn\n");
    assertThat(failure(run(gate, edit(), Node.local())).detail())
        .contains("What the dry run says is not as it was when this was previewed");
    Files.writeString(conf, "level = debug\n");
    assertThat(run(gate, edit(), Node.local())).isInstanceOf(Success.class);
  }
}
