package dog.rebe.outcome;

/** The catalogue of explanations, in one language. Immutable and thread-safe. */
public final class ExplanationCatalogue {

  private static final ExplanationCatalogue ENGLISH = new ExplanationCatalogue();

  private ExplanationCatalogue() {}

  /** The English catalogue. */
  public static ExplanationCatalogue english() {
    return ENGLISH;
  }

  /** Explains a failure of this kind and delivery. */
  public Explanation explain(FailureKind kind, Delivery delivery, Circumstances circumstances) {
    return new Explanation(kind.code(), circumstances.value(), delivery.name(), "");
  }
}
