package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.ApprovalGate;
import dog.rebe.change.ApprovalRequest;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.CommandDigest;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.sandbox.preview.ChangeKind;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.EntryChange;
import dog.rebe.sandbox.preview.PreviewJson;
import dog.rebe.sandbox.preview.PreviewText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandPreviewerTest {

  private static CommandPreviewer previewer;
  private static LocalFiles local;

  @TempDir Path temporary;
  private Path folder;

  @BeforeAll
  static void open() throws Exception {
    previewer = CommandPreviewer.of(Clock.systemUTC());
    local = LocalFiles.open();
  }

  @AfterAll
  static void close() {
    local.close();
  }

  @BeforeEach
  void fill() throws Exception {
    folder = temporary.toRealPath();
    Files.createDirectory(folder.resolve("logs"));
    Files.writeString(folder.resolve("logs/one"), "1\n");
    Files.writeString(folder.resolve("logs/two"), "22\n");
  }

  @Test
  void aDeletedFolderIsListedWithAllThatIsInIt() {
    CommandPreview preview = preview("rm", "-r", "logs");
    assertThat(preview.changes())
        .extracting(change -> change.kind() + " " + relative(change))
        .containsExactly("DELETED logs", "DELETED logs/one", "DELETED logs/two");
    assertThat(preview.counts().freedBytes()).isEqualTo(5);
    assertThat(preview.sentence())
        .isEqualTo(
            "This will delete 2 files and 1 folder (up to 5 bytes) in %s and change nothing else that"
                    .formatted(folder)
                + " I can see.");
    assertThat(folder.resolve("logs/one")).exists();
  }

  @Test
  void aRenamedFolderTakesAlongWhatIsInItWithoutBeingRead() {
    CommandPreview preview = preview("mv", "logs", "old");
    assertThat(preview.changes()).hasSize(1);
    assertThat(preview.changes().get(0).kind()).isEqualTo(ChangeKind.RENAMED);
    assertThat(preview.footing().listings()).isEmpty();
    assertThat(preview.forStep("move", new NodeId("one")).changes())
        .extracting(change -> change.before().isPresent() + " " + change.after().isPresent())
        .containsExactly("true false", "false true");
  }

  @Test
  void aCopyReadsNoContent() {
    CommandPreview preview = preview("cp", "-r", "logs", "copy");
    assertThat(preview.counts().created()).isEqualTo(3);
    assertThat(preview.footing().bytesRead()).isZero();
    assertThat(String.join("\n", PreviewText.lines(preview, 10)))
        .contains("with the content of " + folder.resolve("logs/one"));
  }

  @Test
  void anOptionThatIsNotKnownEndsThePreview() {
    CommandPreview preview = preview("rm", "--one-file-system", "logs/one");
    assertThat(preview.isWhole()).isFalse();
    assertThat(preview.changes()).isEmpty();
    assertThat(preview.unknown().orElseThrow()).contains("--one-file-system");
    assertThat(preview.sentence()).startsWith("I cannot tell what this will do");
  }

  @Test
  void aProgramThatIsNotKnownEndsThePreview() {
    assertThat(preview("systemctl", "restart", "nginx").unknown().orElseThrow())
        .contains("systemctl");
    assertThat(preview("/opt/tools/rm", "logs/one").unknown().orElseThrow())
        .contains("/opt/tools/rm");
  }

  @Test
  void moreThanTheLimitEndsThePreview() {
    CommandPreview preview =
        previewer.preview(
            command("rm", "-r", "logs"),
            local.view(),
            situation(),
            PreviewLimits.of(Duration.ofMinutes(2), 1000, 2, 1000));
    assertThat(preview.unknown().orElseThrow()).contains("limit");
  }

  @Test
  void equalPreviewsHaveEqualDigests() throws Exception {
    CommandPreview first = preview("rm", "logs/one");
    assertThat(preview("rm", "-f", "logs/one").digest()).isEqualTo(first.digest());
    Files.writeString(folder.resolve("logs/one"), "longer\n");
    assertThat(preview("rm", "logs/one").digest()).isNotEqualTo(first.digest());
  }

  @Test
  void namesFromTheMachineCannotLeaveTheirLine() throws Exception {
    Files.writeString(folder.resolve("logs/\u001b[31mred\nline"), "x");
    CommandPreview preview = preview("rm", "-r", "logs");
    assertThat(String.join("", PreviewText.lines(preview, 10))).doesNotContain("\u001b", "\n");
    assertThat(PreviewJson.of(preview)).doesNotContain("\u001b", "\n");
  }

  @Test
  @Tag("fault-56")
  void whatMovesAfterAPreviewIsNoticed() throws Exception {
    CommandPreview preview = preview("rm", "-r", "logs");
    assertThat(moved(preview)).isEmpty();
    Files.writeString(folder.resolve("logs/one"), "changed\n");
    assertThat(moved(preview)).singleElement().asString().contains("logs is not as it was");
    Files.delete(folder.resolve("logs/one"));
    assertThat(moved(preview)).hasSize(1);
  }

  @Test
  void whatWasReadIsReadAgain() throws Exception {
    CommandPreview preview = preview("sed", "-i", "s/1/2/", "logs/one");
    FileTime time = Files.getLastModifiedTime(folder.resolve("logs/one"));
    Files.writeString(folder.resolve("logs/one"), "3\n");
    Files.setLastModifiedTime(folder.resolve("logs/one"), time);
    assertThat(moved(preview)).anyMatch(line -> line.startsWith("The content of"));
  }

  @Test
  void whatAppearsWhereNothingWasIsNoticed() throws Exception {
    CommandPreview preview = preview("mkdir", "new");
    Files.createDirectory(folder.resolve("new"));
    assertThat(moved(preview)).singleElement().asString().endsWith("new is there now");
  }

  @Test
  void aGateRefusesWhatMovedAndOtherNodes() throws Exception {
    CommandPreview preview = preview("rm", "logs/one");
    ApprovalGate gate =
        UnmovedGate.of(
            request -> CompletableFuture.completedFuture(ApprovalVerdict.approved()),
            Node.local().id(),
            preview.footing(),
            local.view(),
            Duration.ofMinutes(2),
            Runnable::run);
    assertThat(verdict(gate, Node.local())).isEqualTo(ApprovalVerdict.approved());
    assertThat(verdict(gate, Node.of("other", Endpoint.local())))
        .isInstanceOf(ApprovalVerdict.Refused.class);
    Files.writeString(folder.resolve("logs/one"), "moved");
    assertThat(verdict(gate, Node.local())).isInstanceOf(ApprovalVerdict.Moved.class);
  }

  private static ApprovalVerdict verdict(ApprovalGate gate, Node node) {
    Command<?> command = command("rm", "logs/one");
    return gate.decide(
            new ApprovalRequest(node, command, CommandDigest.of(command, node.id()), "call"))
        .toCompletableFuture()
        .join();
  }

  private static List<String> moved(CommandPreview preview) {
    return FootingCheck.moved(preview.footing(), local.view(), Duration.ofMinutes(2));
  }

  @Test
  void aCopyOfAFileOfTheSameSizeIsAChange() throws Exception {
    Files.writeString(folder.resolve("logs/three"), "3\n");
    assertThat(preview("cp", "logs/three", "logs/one").forStep("x", new NodeId("n")).changes())
        .hasSize(1);
    Files.writeString(folder.resolve("logs/three"), "1\n");
    assertThat(preview("cp", "logs/three", "logs/one").changes()).isEmpty();
  }

  @Test
  void aFolderThatTheUserMayNotReadIsRefusedForThatReason() throws Exception {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path secret = Files.createDirectory(folder.resolve("secret"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
    CommandPreview preview =
        previewer.preview(
            command("rm", "-r", "secret"),
            local.view(),
            Situation.of(new PreviewUser(65534, 65534, Set.of(), 022), folder.toString()),
            PreviewLimits.of(Duration.ofMinutes(2), 1 << 20, 10_000, 1 << 20));
    assertThat(preview.messages()).containsExactly("rm: cannot remove 'secret': Permission denied");
    assertThat(preview.exitStatus()).hasValue(1);
  }

  private CommandPreview preview(String program, String... arguments) {
    return previewer.preview(
        command(program, arguments),
        local.view(),
        situation(),
        PreviewLimits.of(Duration.ofMinutes(2), 1 << 20, 10_000, 1 << 20));
  }

  private Situation situation() {
    return Situation.of(PreviewUser.root(), folder.toString());
  }

  private static Command<?> command(String program, String... arguments) {
    return Command.of(program, arguments)
        .effectUnknown()
        .limits(Limits.of(Duration.ofMinutes(2), 1 << 16));
  }

  private String relative(EntryChange change) {
    return folder.relativize(Path.of(change.path().toString())).toString();
  }
}
