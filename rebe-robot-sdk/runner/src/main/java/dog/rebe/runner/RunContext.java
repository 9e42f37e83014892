package dog.rebe.runner;

import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.Step;
import dog.rebe.command.Token;
import dog.rebe.node.Node;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What all steps of a run share. Thread-safe. */
final class RunContext {

  private static final int TOKEN_LENGTH = 40;

  private final RunTerms terms;
  private final Calls calls;
  private final RunGate gate;
  private final RunRecords records;
  private final Progress progress;
  private final Clock clock;
  private final ApprovalCheck check;
  private final List<SignedApproval> approvals;
  private final BiFunction<Step, Node, CompletableFuture<Optional<String>>> broken;
  private @Nullable String stopReason;

  RunContext(
      RunTerms terms,
      Calls calls,
      RunGate gate,
      RunRecords records,
      Progress progress,
      Clock clock,
      ApprovalCheck check,
      List<SignedApproval> approvals,
      BiFunction<Step, Node, CompletableFuture<Optional<String>>> broken) {
    this.terms = terms;
    this.calls = calls;
    this.gate = gate;
    this.records = records;
    this.progress = progress;
    this.clock = clock;
    this.check = check;
    this.approvals = approvals;
    this.broken = broken;
  }

  RunTerms terms() {
    return terms;
  }

  Calls calls() {
    return calls;
  }

  RunGate gate() {
    return gate;
  }

  RunRecords records() {
    return records;
  }

  Progress progress() {
    return progress;
  }

  Instant now() {
    return clock.instant();
  }

  /** Whether the approvals hold at this moment. */
  ApprovalVerdict approval() {
    return check.judge(approvals, clock.instant());
  }

  /** Why what was shown of a step on a node does not hold any more; empty if it does. */
  CompletableFuture<Optional<String>> broken(Step step, Node node) {
    return broken.apply(step, node);
  }

  /** Nothing else begins. The first reason counts. */
  synchronized void stop(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
  }

  synchronized Optional<String> stopReason() {
    return Optional.ofNullable(
        stopReason == null && calls.isCancelled() ? "Somebody ended it." : stopReason);
  }

  boolean isStopped() {
    return stopReason().isPresent();
  }

  /** The same for the same step of the same run on every node, and for nothing else. */
  Token token(Progress.Place place) {
    String name = terms.run() + "\n" + place.phase().what() + "\n" + place.step();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return Token.of(HexFormat.of().formatHex(digest).substring(0, TOKEN_LENGTH));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
