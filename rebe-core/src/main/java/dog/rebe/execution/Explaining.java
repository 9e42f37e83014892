package dog.rebe.execution;

import dog.rebe.command.Limits;
import dog.rebe.outcome.Circumstances;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.Explanation;
import dog.rebe.outcome.ExplanationCatalogue;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import java.util.Objects;

/** Tells a failure in words for owners, and puts its outcome together. */
final class Explaining implements Step {

  private final Scheduler scheduler;
  private final ExplanationCatalogue catalogue = ExplanationCatalogue.english();
  private final Step next;

  Explaining(Surroundings surroundings, Step next) {
    this.scheduler = surroundings.scheduler();
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    if (passage.outcome() == null) {
      explain(passage);
    }
    next.enter(passage);
  }

  private <T> void explain(Passage<T> passage) {
    AttemptResult result = passage.result();
    FailureKind kind = Objects.requireNonNull(result.kind(), "neither decoded nor failed");
    Evidence evidence = Evidences.of(passage, result, result.output(), scheduler);
    Circumstances circumstances =
        new Circumstances(
            passage.node().id().value(),
            passage.command().effect().hasImpact() && !result.changedNothing(),
            passage.attempts(),
            evidence.elapsed(),
            evidence.exit(),
            value(passage, kind, result));
    Explanation explanation = catalogue.explain(kind, result.delivery(), circumstances);
    passage.endsWith(
        new Failure<T>(
            kind,
            result.delivery(),
            evidence,
            explanation,
            detail(passage, kind, result),
            result.jumpHost()));
  }

  private static String detail(Passage<?> passage, FailureKind kind, AttemptResult result) {
    return kind == FailureKind.PROGRAM_NOT_FOUND
        ? MissingProgram.detail(passage.command())
        : passage.redacted(result.detail());
  }

  /** The one value that belongs to the kind. */
  private static String value(Passage<?> passage, FailureKind kind, AttemptResult result) {
    Limits limits = passage.command().limits();
    if (kind == FailureKind.TIMED_OUT) {
      return limits.attemptTimeout().toString();
    }
    if (kind == FailureKind.OUTPUT_LIMIT) {
      boolean stderr = result.output().stderr().isCut() && !result.output().stdout().isCut();
      return Long.toString(stderr ? limits.stderrBytes() : limits.stdoutBytes());
    }
    if (kind == FailureKind.NONZERO_EXIT) {
      return lastWords(passage.redacted(result.output().stderr().utf8()));
    }
    if (kind == FailureKind.DIRECTORY_UNAVAILABLE) {
      return passage.command().directory().orElse("");
    }
    if (kind == FailureKind.PROGRAM_NOT_FOUND) {
      return MissingProgram.name(passage.command());
    }
    return passage.redacted(result.detail());
  }

  /** The last line of standard error that says anything; the catalogue makes it safe to show. */
  private static String lastWords(String stderr) {
    return stderr.lines().filter(line -> !line.isBlank()).reduce((before, last) -> last).orElse("");
  }
}
