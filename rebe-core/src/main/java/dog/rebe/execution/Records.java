package dog.rebe.execution;

import dog.rebe.change.ApprovalRequest;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.CommandDigest;
import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.JumpHostFault;
import dog.rebe.outcome.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the corridor writes into the chronicle. */
final class Records {

  private static final Logger LOG = LoggerFactory.getLogger(Records.class);

  /** The same command runs on many nodes: its text is made once. */
  private record Described(Command<?> command, String text, String effect) {}

  private final Chronicle chronicle;
  private final boolean kept;
  private final Clock clock;
  private final ClockWatch clockWatch;
  private final String run;
  private final AtomicLong calls = new AtomicLong();
  private volatile @Nullable Described lastDescribed;

  Records(Surroundings surroundings) {
    this.chronicle = surroundings.chronicle();
    this.kept = chronicle != Chronicle.none();
    this.clock = surroundings.clock();
    this.clockWatch = new ClockWatch(clock, surroundings.scheduler());
    this.run = surroundings.nonces().next();
  }

  /** Whether anything is kept; building entries for nobody is saved. */
  boolean areKept() {
    return kept;
  }

  /** The name of a call, which it gets when it first needs one. */
  String nameOf(Passage<?> passage) {
    String name = passage.id();
    if (name == null) {
      name = run + "-" + calls.incrementAndGet();
      passage.isNamed(name);
    }
    return name;
  }

  CompletionStage<Void> intent(Passage<?> passage, Durability durability) {
    Instant now = watchClock();
    nameOf(passage);
    Described described = describe(passage.command());
    ChronicleEntry.Builder fields = about(EntryKind.INTENT, passage);
    fields.field("command", described.text());
    fields.field("effect", described.effect());
    if (passage.command().effect().hasImpact()) {
      fields.field("digest", CommandDigest.of(passage.command(), passage.node().id()).hex());
    }
    return append(fields, now, durability);
  }

  void approval(Passage<?> passage, ApprovalRequest request, ApprovalVerdict verdict) {
    if (!kept) {
      return;
    }
    ChronicleEntry.Builder fields = about(EntryKind.APPROVAL, passage);
    fields.field("digest", request.digest().hex());
    fields.field("approved", verdict instanceof ApprovalVerdict.Approved);
    if (verdict instanceof ApprovalVerdict.Refused refused) {
      fields.field("reason", refused.reason());
    } else if (verdict instanceof ApprovalVerdict.Moved moved) {
      fields.field("moved", moved.what());
    }
    appendUnawaited(EntryKind.APPROVAL, fields, clock.instant(), Durability.BUFFERED);
  }

  void outcome(Passage<?> passage) {
    Outcome<?> outcome = passage.outcome();
    if (!kept || outcome == null) {
      return;
    }
    Instant now = watchClock();
    Evidence evidence = outcome.evidence();
    ChronicleEntry.Builder fields = about(EntryKind.OUTCOME, passage);
    fields.field("attempts", (long) evidence.attempts());
    fields.field("delivery", nameOf(outcome.delivery()));
    fields.field("elapsedMillis", evidence.elapsed().toMillis());
    evidence.exit().ifPresent(exit -> fields.field("exit", exit.toString()));
    fields.field("stderrBytes", evidence.output().stderr().receivedBytes());
    fields.field("stdoutBytes", evidence.output().stdout().receivedBytes());
    if (evidence.output().isCut()) {
      fields.field("cut", true);
    }
    if (outcome instanceof Failure<?> failure) {
      fields.field("result", failure.kind().code());
      fields.field("detail", failure.detail());
      failure.jumpHost().ifPresent(fault -> fields.field("jumpHost", fault.jumpHost()));
    } else {
      fields.field("result", "success");
    }
    appendUnawaited(EntryKind.OUTCOME, fields, now, Durability.BUFFERED);
    if (outcome instanceof Failure<?> failure) {
      FailureKind shown = failure.jumpHost().map(JumpHostFault::kind).orElse(failure.kind());
      if (isAlert(shown)) {
        ChronicleEntry.Builder where = about(EntryKind.ALERT, passage);
        failure.jumpHost().ifPresent(fault -> where.field("jumpHost", fault.jumpHost()));
        alert(shown.code(), where, now);
      }
    }
  }

  private static boolean isAlert(FailureKind kind) {
    return kind == FailureKind.HOST_KEY_CHANGED || kind == FailureKind.HOST_KEY_REVOKED;
  }

  private void alert(String what, ChronicleEntry.Builder fields, Instant now) {
    fields.field("alert", what);
    appendUnawaited(EntryKind.ALERT, fields, now, Durability.FORCED);
  }

  /** The time of an entry; an alert goes before it if the clock was set. */
  private Instant watchClock() {
    Instant now = clock.instant();
    long jumpMillis = clockWatch.jumpMillis(now.toEpochMilli());
    if (jumpMillis != 0) {
      ChronicleEntry.Builder fields = ChronicleEntry.builder(EntryKind.ALERT);
      fields.field("jumpMillis", jumpMillis);
      alert("clock-jumped", fields, now);
    }
    return now;
  }

  private static ChronicleEntry.Builder about(EntryKind kind, Passage<?> passage) {
    ChronicleEntry.Builder fields = ChronicleEntry.builder(kind);
    String id = passage.id();
    if (id != null) {
      fields.field("call", id);
    }
    return fields.field("node", passage.node().id().value());
  }

  private Described describe(Command<?> command) {
    Described last = lastDescribed;
    if (last == null || last.command() != command) {
      Effect effect = command.effect();
      last =
          new Described(
              command,
              command.toString(),
              lower(effect.impact()) + "/" + lower(effect.repetition()));
      lastDescribed = last;
    }
    return last;
  }

  private static String nameOf(Delivery delivery) {
    return switch (delivery) {
      case NOT_STARTED -> "not-started";
      case COMPLETED -> "completed";
      case STOPPED -> "stopped";
      case RUNNING -> "running";
      case UNKNOWN -> "unknown";
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private CompletionStage<Void> append(
      ChronicleEntry.Builder fields, Instant now, Durability durability) {
    try {
      return chronicle.append(fields.at(now), durability);
    } catch (RuntimeException e) {
      LOG.error("The chronicle broke", e);
      return CompletableFuture.failedFuture(e);
    }
  }

  private void appendUnawaited(
      EntryKind kind, ChronicleEntry.Builder fields, Instant now, Durability durability) {
    CompletionStage<Void> taken = append(fields, now, durability);
    if (!(taken instanceof CompletableFuture<Void> done)
        || !done.isDone()
        || done.isCompletedExceptionally()) {
      taken.whenComplete(
          (written, failure) -> {
            if (failure != null) {
              LOG.error("The chronicle did not take an entry of kind {}", kind, failure);
            }
          });
    }
  }
}
