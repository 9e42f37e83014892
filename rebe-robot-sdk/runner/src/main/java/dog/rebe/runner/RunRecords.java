package dog.rebe.runner;

import dog.rebe.change.Digest;
import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.command.Command;
import dog.rebe.command.Token;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What a run writes into the chronicle, and so into its own progress. Every entry is forced. */
final class RunRecords {

  private static final int MAX_DETAIL = 500;

  private final Chronicle chronicle;
  private final Clock clock;
  private final String run;
  private final Progress progress;

  RunRecords(Chronicle chronicle, Clock clock, String run, Progress progress) {
    this.chronicle = chronicle;
    this.clock = clock;
    this.run = run;
    this.progress = progress;
  }

  CompletableFuture<Void> begins(RunTerms terms, ApplyOptions options) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("robot", terms.robot());
    fields.put("version", terms.version());
    fields.put("goal", terms.goal());
    fields.put("realm", terms.realm());
    fields.put("requestedBy", terms.requestedBy());
    fields.put("plan", terms.plan().hex());
    fields.put("preview", terms.preview().hex());
    fields.put("subject", terms.subject().hex());
    fields.put("options", options.toString());
    if (!terms.coverage().isWhole()) {
      fields.put("unseen", terms.coverage().names());
    }
    return append(EntryKind.INTENT, "run", fields);
  }

  CompletableFuture<Void> policy(RunTerms terms) {
    return append(
        EntryKind.APPROVAL,
        "policy",
        Map.<String, Object>of(
            "subject", terms.subject().hex(), "verdict", terms.verdict().canonical()));
  }

  CompletableFuture<Void> approval(SignedApproval approval, String name) {
    return append(
        EntryKind.APPROVAL, "approval", Map.of("approval", approval.json(), "approver", name));
  }

  CompletableFuture<Void> refused(Digest subject, String reason) {
    return append(
        EntryKind.APPROVAL,
        "refusal",
        Map.<String, Object>of(
            "subject", subject.hex(), "approved", false, "reason", shortened(reason)));
  }

  CompletableFuture<Void> resumes() {
    return append(EntryKind.INTENT, "resume", Map.<String, Object>of());
  }

  CompletableFuture<Void> intent(Progress.Place place, Command<?> command, Optional<Token> token) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("step", place.step());
    fields.put("node", place.node().value());
    fields.put("impact", command.effect().impact().name().toLowerCase(Locale.ROOT));
    fields.put("digest", dog.rebe.change.CommandDigest.of(command, place.node()).hex());
    token.ifPresent(
        known -> {
          fields.put("token", known.id());
          fields.put("epoch", known.epoch().orElseThrow().toString());
        });
    return append(EntryKind.INTENT, place.phase().what(), fields);
  }

  CompletableFuture<Void> outcome(Progress.Place place, StepResult result) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("step", place.step());
    fields.put("node", place.node().value());
    fields.put("state", result.state().name());
    if (!result.detail().isEmpty()) {
      fields.put("detail", shortened(result.detail()));
    }
    return append(EntryKind.OUTCOME, place.phase().what(), fields);
  }

  CompletableFuture<Void> wave(int wave, boolean well, String detail) {
    return append(
        EntryKind.OUTCOME,
        "wave",
        Map.<String, Object>of("wave", (long) wave, "well", well, "detail", shortened(detail)));
  }

  CompletableFuture<Void> undoBegins(Digest plan, String reason) {
    return append(
        EntryKind.INTENT,
        "undo",
        Map.<String, Object>of("plan", plan.hex(), "reason", shortened(reason)));
  }

  CompletableFuture<Void> ended(RunReport report) {
    return append(
        EntryKind.OUTCOME,
        "run",
        Map.<String, Object>of("end", report.end().name(), "reason", shortened(report.reason())));
  }

  CompletableFuture<Void> cleared(String robot, String who) {
    return append(
        EntryKind.APPROVAL, RunsSoFar.CLEARED, Map.<String, Object>of("robot", robot, "by", who));
  }

  private CompletableFuture<Void> append(EntryKind kind, String what, Map<String, ?> said) {
    TreeMap<String, Object> fields = new TreeMap<>(said);
    fields.put("run", run);
    fields.put("what", what);
    ChronicleEntry entry = new ChronicleEntry(clock.instant(), kind, fields);
    return chronicle
        .append(entry, Durability.FORCED)
        .toCompletableFuture()
        .handle(
            (done, failure) -> {
              if (failure != null) {
                throw new CompletionException(
                    new ChronicleException(
                        "The chronicle did not take an entry: " + failure.getMessage(), failure));
              }
              progress.take(entry);
              return null;
            });
  }

  private static String shortened(String text) {
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "...";
  }
}
