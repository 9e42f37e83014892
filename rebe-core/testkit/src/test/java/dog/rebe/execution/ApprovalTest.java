package dog.rebe.execution;

import static dog.rebe.execution.Simulation.failure;
import static dog.rebe.execution.Simulation.limits;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.ApprovalGate;
import dog.rebe.change.ApprovalRequest;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.ApprovedRun;
import dog.rebe.change.CommandDigest;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.Repetition;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.testkit.Script;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What destroys runs only where somebody allowed it. */
final class ApprovalTest {

  private static Command<CapturedOutput> destroying() {
    return Command.of("rm", "-rf", "/srv/old").destroys(Repetition.REPEATABLE).limits(limits());
  }

  @Test
  @Tag("fault-64")
  void refusesWhatDestroysWhereThereIsNoGate() {
    try (Simulation simulation = Simulation.of(request -> Script.answers(""))) {
      Failure<?> failure = failure(simulation.run(destroying()));

      assertThat(failure.kind()).isEqualTo(FailureKind.APPROVAL_REQUIRED);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(simulation.transport.attempts()).isZero();
    }
  }

  @Test
  void asksTheGateWithTheDigestOfCommandAndNode() {
    List<ApprovalRequest> asked = new ArrayList<>();
    try (Simulation simulation =
        Simulation.of(
            request -> Script.answers(""),
            o ->
                o.approvalGate(
                    request -> {
                      asked.add(request);
                      return CompletableFuture.completedFuture(ApprovalVerdict.approved());
                    }))) {
      assertThat(simulation.run(destroying()).value()).isPresent();

      assertThat(asked)
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.node()).isEqualTo(Simulation.NODE);
                assertThat(request.digest())
                    .isEqualTo(CommandDigest.of(destroying(), Simulation.NODE.id()));
              });
      assertThat(simulation.chronicle.of(EntryKind.APPROVAL))
          .singleElement()
          .satisfies(approval -> assertThat(approval.field("approved")).isEqualTo(true));
    }
  }

  @Test
  void asksTheGateAgainBeforeEachAttempt() {
    List<ApprovalVerdict> verdicts =
        List.of(ApprovalVerdict.approved(), ApprovalVerdict.refused("it has expired"));
    List<ApprovalRequest> asked = new ArrayList<>();
    try (Simulation simulation =
        Simulation.of(
            request -> Script.refuses(FailureKind.UNREACHABLE),
            o ->
                o.approvalGate(
                    request -> {
                      asked.add(request);
                      return CompletableFuture.completedFuture(verdicts.get(asked.size() - 1));
                    }))) {
      Failure<?> failure = failure(simulation.run(destroying()));

      assertThat(failure.kind()).isEqualTo(FailureKind.APPROVAL_REFUSED);
      assertThat(failure.detail()).isEqualTo("it has expired");
      assertThat(simulation.transport.attempts()).isEqualTo(1);
    }
  }

  @Test
  void countsAGateThatFailsOrBreaksAsARefusal() {
    try (Simulation failing =
            Simulation.of(
                request -> Script.answers(""),
                o ->
                    o.approvalGate(
                        request ->
                            CompletableFuture.failedFuture(new IllegalStateException("down"))));
        Simulation throwing =
            Simulation.of(
                request -> Script.answers(""),
                o ->
                    o.approvalGate(
                        request -> {
                          throw new IllegalStateException("down");
                        }))) {
      for (Simulation simulation : List.of(failing, throwing)) {
        assertThat(failure(simulation.run(destroying())).kind())
            .isEqualTo(FailureKind.APPROVAL_REFUSED);
        assertThat(simulation.transport.attempts()).isZero();
      }
    }
  }

  @Test
  void endsAtItsDeadlineWhileNobodyDecides() {
    CompletableFuture<ApprovalVerdict> verdict = new CompletableFuture<>();
    try (Simulation simulation =
        Simulation.of(request -> Script.answers(""), o -> o.approvalGate(request -> verdict))) {
      Failure<?> failure = failure(simulation.run(destroying()));
      assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);

      verdict.complete(ApprovalVerdict.approved());
      simulation.time.runReady();
      assertThat(simulation.transport.attempts()).as("approved too late").isZero();
    }
  }

  @Test
  void asksNobodyAboutWhatOnlyChanges() {
    try (Simulation simulation =
        Simulation.of(
            request -> Script.answers(""),
            o ->
                o.approvalGate(
                    request -> {
                      throw new AssertionError("asked");
                    }))) {
      Command<CapturedOutput> changing =
          Command.of("touch", "x").changes(Repetition.ONCE).limits(limits());
      assertThat(simulation.run(changing).value()).isPresent();
    }
  }

  /** A gate that wants to see everything, and answers the same to all. */
  private record Wants(ApprovalVerdict verdict, List<Effect> asked) implements ApprovalGate {

    @Override
    public CompletionStage<ApprovalVerdict> decide(ApprovalRequest request) {
      asked.add(request.command().effect());
      return CompletableFuture.completedFuture(verdict);
    }

    @Override
    public boolean decidesOn(Effect effect) {
      return true;
    }
  }

  @Test
  void asksAGateAboutWhatOnlyChangesWhereItWantsTo() {
    Wants gate = new Wants(ApprovalVerdict.refused("not today"), new ArrayList<>());
    try (Simulation simulation =
        Simulation.of(request -> Script.answers(""), o -> o.approvalGate(gate))) {
      Command<CapturedOutput> reading = Command.of("cat", "x").readOnly().limits(limits());
      assertThat(simulation.run(reading).value()).as("only reads: not asked").isPresent();
      Command<CapturedOutput> changing =
          Command.of("touch", "x").changes(Repetition.REPEATABLE).limits(limits());
      assertThat(failure(simulation.run(changing)).kind()).isEqualTo(FailureKind.APPROVAL_REFUSED);
      assertThat(gate.asked()).containsExactly(changing.effect());
      assertThat(simulation.transport.executions()).isEqualTo(1);
    }
  }

  @Test
  void saysWhatMovedSinceThePreview() {
    Wants gate =
        new Wants(ApprovalVerdict.moved("/etc/x.conf is not as it was"), new ArrayList<>());
    try (Simulation simulation =
        Simulation.of(request -> Script.answers(""), o -> o.approvalGate(gate))) {
      Failure<?> failure = failure(simulation.run(destroying()));
      assertThat(failure.kind()).isEqualTo(FailureKind.MOVED_SINCE_PREVIEW);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(failure.explanation().toString())
          .contains("/etc/x.conf is not as it was")
          .doesNotContain("did not agree", "Ask those who decide");
      assertThat(simulation.chronicle.of(EntryKind.APPROVAL))
          .singleElement()
          .satisfies(entry -> assertThat(entry.field("approved")).isEqualTo(false))
          .satisfies(
              entry -> assertThat(entry.field("moved")).isEqualTo("/etc/x.conf is not as it was"));
    }
  }

  @Test
  @Tag("fault-66")
  void runsOnceByOneApproval() {
    Command<CapturedOutput> command = destroying();
    ApprovedRun gate =
        ApprovedRun.of(
            new dog.rebe.change.Approval(
                CommandDigest.of(command, Simulation.NODE.id()),
                "run-1",
                "ada",
                Instant.EPOCH,
                Instant.MAX),
            "run-1",
            command,
            List.of(Simulation.NODE.id()),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    try (Simulation simulation =
        Simulation.of(
            Simulation.inTurn(Script.refuses(FailureKind.UNREACHABLE), Script.answers("")),
            o -> o.approvalGate(gate))) {
      assertThat(simulation.run(command).value()).as("at its second attempt").isPresent();

      assertThat(failure(simulation.run(command)).kind()).isEqualTo(FailureKind.APPROVAL_REFUSED);
      assertThat(simulation.transport.executions()).isEqualTo(1);
    }
  }
}
