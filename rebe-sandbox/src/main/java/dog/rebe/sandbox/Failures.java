package dog.rebe.sandbox;

import dog.rebe.outcome.Circumstances;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.ExplanationCatalogue;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.VisibleText;

/**
 * Makes failures of what became of a plugin, which its author's words never leave their place in.
 */
record Failures(ExplanationCatalogue explanations, String plugin) {

  private static final int MAX_DETAIL = 2000;

  <T> Failure<T> notStarted(FailureKind kind, String detail) {
    return of(kind, Delivery.NOT_STARTED, Evidence.none(), detail);
  }

  <T> Failure<T> of(FailureKind kind, Delivery delivery, Evidence evidence, String detail) {
    Circumstances known =
        new Circumstances(
            plugin,
            /* canChange= */ false,
            evidence.attempts(),
            evidence.elapsed(),
            evidence.exit(),
            detail);
    return new Failure<>(
        kind,
        delivery,
        evidence,
        explanations.explain(kind, delivery, known),
        VisibleText.line(detail, MAX_DETAIL));
  }
}
