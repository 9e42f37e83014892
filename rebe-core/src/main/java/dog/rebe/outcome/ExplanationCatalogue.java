package dog.rebe.outcome;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue of explanations in one language: what became of a failed call, in words for
 * somebody who has never seen a terminal. Every {@link FailureKind} has its texts; a kind without
 * them does not pass the tests of this library. Immutable and thread-safe.
 *
 * <p>Whatever came from a node is shown as {@link VisibleText} and shortened, and is never taken
 * for a part of a text: braces in it stay braces.
 */
public final class ExplanationCatalogue {

  private static final int MAX_NODE_CHARACTERS = 80;
  private static final int MAX_VALUE_CHARACTERS = 200;

  private static final ExplanationCatalogue ENGLISH =
      new ExplanationCatalogue(Locale.ENGLISH, ExplanationTexts.english());

  private final Locale locale;
  private final ExplanationTexts texts;
  private final DurationWords durations;

  private ExplanationCatalogue(Locale locale, ExplanationTexts texts) {
    this.locale = locale;
    this.texts = texts;
    this.durations = new DurationWords(texts);
  }

  /** The English catalogue. */
  public static ExplanationCatalogue english() {
    return ENGLISH;
  }

  /**
   * The catalogue that comes with the library and is nearest to this locale: of its language and
   * country, else of its language, else English. English is the only language so far; {@link
   * #translated} adds others.
   */
  public static ExplanationCatalogue of(Locale locale) {
    Locale language = new Locale(locale.getLanguage());
    ExplanationTexts english = ENGLISH.texts;
    Optional<ExplanationTexts> general = english.bundled(language);
    Optional<ExplanationTexts> regional =
        locale.getCountry().isEmpty()
            ? Optional.empty()
            : general
                .orElse(english)
                .bundled(new Locale(locale.getLanguage(), locale.getCountry()));
    return regional
        .or(() -> general)
        .map(texts -> new ExplanationCatalogue(locale, texts))
        .orElse(ENGLISH);
  }

  /**
   * This catalogue in other words: another language, or an owner's own way to say things. What
   * {@code texts} leaves out stays as it is here.
   *
   * @param texts by key; the keys, and the placeholders that each may use, are those of the
   *     resource {@code dog/rebe/outcome/explanations.properties}
   * @throws IllegalArgumentException if there is no such key, or no such placeholder in it
   */
  public ExplanationCatalogue translated(Locale locale, Map<String, String> texts) {
    return new ExplanationCatalogue(locale, this.texts.translated(texts));
  }

  /** The language of this catalogue. */
  public Locale locale() {
    return locale;
  }

  /** Explains a failure of this kind and delivery. */
  public Explanation explain(FailureKind kind, Delivery delivery, Circumstances circumstances) {
    String node = VisibleText.line(circumstances.node(), MAX_NODE_CHARACTERS);
    boolean canChange = circumstances.canChange();
    Map<String, String> known = Map.of("node", node, "exit", exit(circumstances.exit()));

    String happened =
        fill(
            "layout.happened",
            Map.of(
                "happened", ofKind(kind, "happened", known),
                "tries", tries(circumstances.attempts(), circumstances.elapsed()),
                "value", value(kind, circumstances.value())));

    String changed =
        ofKind(kind, ExplanationKeys.ofDelivery("changed", delivery, canChange), Map.of());
    String caution =
        ofKind(kind, ExplanationKeys.ofDelivery("caution", delivery, canChange), Map.of());
    String next =
        fill(
            "layout.next",
            Map.of(
                "next",
                ofKind(kind, "next", known),
                "again",
                caution.isEmpty() ? optional(kind.code() + ".again", known) : "",
                "caution",
                caution));

    return new Explanation(ofKind(kind, "headline", known), happened, changed, next);
  }

  private String exit(Optional<Exit> exit) {
    if (exit.isEmpty()) {
      return "";
    }
    return exit.get() instanceof ExitSignal signal
        ? fill("exit.signal", Map.of("signal", VisibleText.line(signal.name(), 40)))
        : fill("exit.status", Map.of("number", Integer.toString(((ExitStatus) exit.get()).code())));
  }

  private String tries(int attempts, Duration elapsed) {
    Map<String, String> known =
        Map.of("attempts", Integer.toString(attempts), "time", durations.of(elapsed));
    return switch (attempts) {
      case 0 -> fill("tries.none", known);
      case 1 -> fill("tries.once", known);
      default -> fill("tries.many", known);
    };
  }

  private String value(FailureKind kind, String value) {
    String shown =
        kind == FailureKind.TIMED_OUT
            ? durations.ofText(value)
            : VisibleText.line(value.strip(), MAX_VALUE_CHARACTERS);
    return shown.isEmpty() ? "" : ofKind(kind, "value", Map.of("value", shown));
  }

  /** The kind's own text, or else the general one of the same name. */
  private String ofKind(FailureKind kind, String part, Map<String, String> values) {
    return texts
        .find(kind.code() + "." + part)
        .map(text -> text.fill(values))
        .orElseGet(() -> fill(part, values));
  }

  private String optional(String key, Map<String, String> values) {
    return texts.find(key).map(text -> text.fill(values)).orElse("");
  }

  private String fill(String key, Map<String, String> values) {
    return texts
        .find(key)
        .orElseThrow(() -> new IllegalStateException("The explanations lack the text " + key))
        .fill(values);
  }
}
