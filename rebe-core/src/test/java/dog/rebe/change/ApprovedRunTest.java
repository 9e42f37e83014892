package dog.rebe.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.StandardInput;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fault-66")
class ApprovedRunTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final NodeId WEB = new NodeId("web-1");
  private static final NodeId DB = new NodeId("db-1");
  private static final Command<?> REMOVE = remove("/tmp/old");

  private static Command<?> remove(String path) {
    return Command.of("rm", "-rf", path)
        .destroys(Repetition.REPEATABLE)
        .limits(Limits.of(Duration.ofSeconds(1), 100));
  }

  private static Node at(NodeId id) {
    return Node.of(id.value(), Endpoint.local());
  }

  private static Approval approval(Command<?> command, NodeId... nodes) {
    return new Approval(
        CommandDigest.of(command, nodes), "run-1", "ada", NOON, NOON.plus(Duration.ofHours(1)));
  }

  private static ApprovalVerdict ask(Approval approval, String run, Instant now, NodeId node) {
    return ask(approval, run, now, node, REMOVE);
  }

  private static ApprovalVerdict ask(
      Approval approval, String run, Instant now, NodeId node, Command<?> command) {
    ApprovedRun gate =
        ApprovedRun.of(approval, run, REMOVE, List.of(WEB, DB), Clock.fixed(now, ZoneOffset.UTC));
    return gate.decide(
            new ApprovalRequest(at(node), command, CommandDigest.of(REMOVE, node), "call-1"))
        .toCompletableFuture()
        .join();
  }

  @Test
  void allowsTheApprovedCommandOnEachOfItsNodes() {
    Approval approval = approval(REMOVE, WEB, DB);
    assertThat(ask(approval, "run-1", NOON, WEB)).isEqualTo(ApprovalVerdict.approved());
    assertThat(ask(approval, "run-1", NOON.plusSeconds(3599), DB))
        .isEqualTo(ApprovalVerdict.approved());
  }

  @Test
  void refusesAChangedCommandEvenIfItComesWithTheOldDigest() {
    assertRefused(
        ask(approval(REMOVE, WEB, DB), "run-1", NOON, WEB, remove("/")), "another command");
  }

  @Test
  void refusesANodeThatWasNotNamed() {
    assertRefused(ask(approval(REMOVE, WEB, DB), "run-1", NOON, new NodeId("web-2")), "node web-2");
  }

  @Test
  void refusesAnApprovalOfOtherNodes() {
    assertRefused(ask(approval(REMOVE, WEB), "run-1", NOON, WEB), "The approval is for ");
  }

  @Test
  void refusesASecondUseInAnotherRun() {
    assertRefused(ask(approval(REMOVE, WEB, DB), "run-2", NOON, WEB), "counts only once");
  }

  @Test
  void refusesBeforeItsDateAndOnceExpired() {
    Approval approval = approval(REMOVE, WEB, DB);
    assertRefused(ask(approval, "run-1", NOON.plusSeconds(3600), WEB), "expired at 2026-11-21T13");
    assertRefused(ask(approval, "run-1", NOON.minusMillis(1), WEB), "yet to come");
  }

  @Test
  void rejectsAnApprovalThatNeverCounts() {
    Digest digest = CommandDigest.of(REMOVE, WEB);
    assertThatThrownBy(() -> new Approval(digest, "run-1", "ada", NOON, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not after");
    assertThatThrownBy(() -> new Approval(digest, "", "ada", NOON, NOON.plusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(ApprovalVerdict verdict, String reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            ApprovalVerdict.Refused.class,
            refused -> assertThat(refused.reason()).contains(reason));
  }

  private static ApprovalVerdict ask(
      ApprovedRun gate, NodeId node, Command<?> command, String call) {
    return gate.decide(
            new ApprovalRequest(at(node), command, CommandDigest.of(command, node), call))
        .toCompletableFuture()
        .join();
  }

  @Test
  void allowsOneCallOnEachNodeWithAllItsAttempts() {
    ApprovedRun gate =
        ApprovedRun.of(
            approval(REMOVE, WEB, DB),
            "run-1",
            REMOVE,
            List.of(WEB, DB),
            Clock.fixed(NOON, ZoneOffset.UTC));

    assertThat(ask(gate, WEB, REMOVE, "call-1")).isEqualTo(ApprovalVerdict.approved());
    assertThat(ask(gate, WEB, REMOVE, "call-1"))
        .as("the next attempt")
        .isEqualTo(ApprovalVerdict.approved());
    assertThat(ask(gate, DB, REMOVE, "call-2")).isEqualTo(ApprovalVerdict.approved());
    assertRefused(ask(gate, WEB, REMOVE, "call-3"), "counts only once");
    assertThat(ask(gate, WEB, REMOVE, "call-1")).isEqualTo(ApprovalVerdict.approved());
  }

  @Test
  void countsANodeAsOftenAsItIsNamed() {
    ApprovedRun gate =
        ApprovedRun.of(
            approval(REMOVE, WEB, WEB),
            "run-1",
            REMOVE,
            List.of(WEB, WEB),
            Clock.fixed(NOON, ZoneOffset.UTC));

    assertThat(ask(gate, WEB, REMOVE, "call-1")).isEqualTo(ApprovalVerdict.approved());
    assertThat(ask(gate, WEB, REMOVE, "call-2")).isEqualTo(ApprovalVerdict.approved());
    assertRefused(ask(gate, WEB, REMOVE, "call-3"), "counts only once");
  }

  @Test
  void refusesAnInputThatTheDigestDoesNotCover() {
    Command<?> streaming = REMOVE.input(StandardInput.stream(() -> InputStream.nullInputStream()));
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    Approval approval = approval(streaming, WEB);

    assertRefused(
        ask(
            ApprovedRun.of(approval, "run-1", streaming, List.of(WEB), clock),
            WEB,
            streaming,
            "call-1"),
        "does not cover the command's input");
    assertThat(
            ask(
                ApprovedRun.withAnyInput(approval, "run-1", streaming, List.of(WEB), clock),
                WEB,
                streaming,
                "call-1"))
        .isEqualTo(ApprovalVerdict.approved());
  }
}
