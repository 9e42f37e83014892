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
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.JumpHostFault;
import dog.rebe.outcome.Outcome;
import java.time.Clock;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
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
    watchClock();
    nameOf(passage);
    Described described = describe(passage.command());
    SortedMap<String, Object> fields = about(passage);
    fields.put("command", described.text());
    fields.put("effect", described.effect());
    if (passage.command().effect().hasImpact()) {
      fields.put("digest", CommandDigest.of(passage.command(), passage.node().id()).hex());
    }
    return append(EntryKind.INTENT, fields, durability);
  }

  void approval(Passage<?> passage, ApprovalRequest request, ApprovalVerdict verdict) {
    if (!kept) {
      return;
    }
    SortedMap<String, Object> fields = about(passage);
    fields.put("digest", request.digest().hex());
    fields.put("approved", verdict instanceof ApprovalVerdict.Approved);
    if (verdict instanceof ApprovalVerdict.Refused refused) {
      fields.put("reason", refused.reason());
    }
    appendUnawaited(EntryKind.APPROVAL, fields, Durability.BUFFERED);
  }

  void outcome(Passage<?> passage) {
    Outcome<?> outcome = passage.outcome();
    if (!kept || outcome == null) {
      return;
    }
    watchClock();
    Evidence evidence = outcome.evidence();
    SortedMap<String, Object> fields = about(passage);
    fields.put("attempts", (long) evidence.attempts());
    fields.put("delivery", lower(outcome.delivery()));
    fields.put("elapsedMillis", evidence.elapsed().toMillis());
    evidence.exit().ifPresent(exit -> fields.put("exit", exit.toString()));
    fields.put("stderrBytes", evidence.output().stderr().receivedBytes());
    fields.put("stdoutBytes", evidence.output().stdout().receivedBytes());
    if (evidence.output().isCut()) {
      fields.put("cut", true);
    }
    if (outcome instanceof Failure<?> failure) {
      fields.put("result", failure.kind().code());
      fields.put("detail", failure.detail());
      failure.jumpHost().ifPresent(fault -> fields.put("jumpHost", fault.jumpHost()));
    } else {
      fields.put("result", "success");
    }
    appendUnawaited(EntryKind.OUTCOME, fields, Durability.BUFFERED);
    if (outcome instanceof Failure<?> failure) {
      FailureKind shown = failure.jumpHost().map(JumpHostFault::kind).orElse(failure.kind());
      if (isAlert(shown)) {
        SortedMap<String, Object> where = about(passage);
        failure.jumpHost().ifPresent(fault -> where.put("jumpHost", fault.jumpHost()));
        alert(shown.code(), where);
      }
    }
  }

  private static boolean isAlert(FailureKind kind) {
    return kind == FailureKind.HOST_KEY_CHANGED || kind == FailureKind.HOST_KEY_REVOKED;
  }

  private void alert(String what, SortedMap<String, Object> fields) {
    fields.put("alert", what);
    appendUnawaited(EntryKind.ALERT, fields, Durability.FORCED);
  }

  private void watchClock() {
    long jumpMillis = clockWatch.jumpMillis();
    if (jumpMillis != 0) {
      SortedMap<String, Object> fields = new TreeMap<>();
      fields.put("jumpMillis", jumpMillis);
      alert("clock-jumped", fields);
    }
  }

  private static SortedMap<String, Object> about(Passage<?> passage) {
    SortedMap<String, Object> fields = new TreeMap<>();
    String id = passage.id();
    if (id != null) {
      fields.put("call", id);
    }
    fields.put("node", passage.node().id().value());
    return fields;
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

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private CompletionStage<Void> append(
      EntryKind kind, SortedMap<String, Object> fields, Durability durability) {
    try {
      return chronicle.append(new ChronicleEntry(clock.instant(), kind, fields), durability);
    } catch (RuntimeException e) {
      LOG.error("The chronicle broke", e);
      return CompletableFuture.failedFuture(e);
    }
  }

  private void appendUnawaited(
      EntryKind kind, SortedMap<String, Object> fields, Durability durability) {
    append(kind, fields, durability)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.error("The chronicle did not take an entry of kind {}", kind, failure);
              }
            });
  }
}
