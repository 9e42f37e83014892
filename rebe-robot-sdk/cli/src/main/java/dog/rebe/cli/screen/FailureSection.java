package dog.rebe.cli.screen;

import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Explanation;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.VisibleText;
import java.util.Locale;

/**
 * Failures in the words of the owners of the machines, those of one kind told once. Not
 * thread-safe.
 */
public final class FailureSection {

  private final Folds<Told> folds = new Folds<>();

  /** What is told once, in the words for one of the nodes; how often each was tried may differ. */
  private record Told(Same same, Sample sample) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Told that && same.equals(that.same);
    }

    @Override
    public int hashCode() {
      return same.hashCode();
    }
  }

  /** The words without the node's name. */
  private record Same(
      FailureKind kind,
      Delivery delivery,
      String headline,
      String whetherChanged,
      String nextStep) {}

  private record Sample(String node, Explanation words, String detail) {}

  /** Adds the failure of a node. */
  public void add(String node, Failure<?> failure) {
    Explanation words = failure.explanation();
    folds.add(
        new Told(
            new Same(
                failure.kind(),
                failure.delivery(),
                words.headline().replace(node, ""),
                words.whetherChanged().replace(node, ""),
                words.nextStep().replace(node, "")),
            new Sample(node, words, failure.detail())),
        node);
  }

  /** Whether nothing failed. */
  public boolean isEmpty() {
    return folds.isEmpty();
  }

  /** Prints each kind of failure with its nodes. */
  public void print(Screen screen) {
    for (Folds.Group<Told> group : folds.largestFirst()) {
      screen.line();
      print(group, screen);
    }
    if (folds.ungrouped() > 0) {
      screen.line();
      screen.line("  " + folds.ungrouped() + " more failures of other kinds are not shown here.");
    }
  }

  private static void print(Folds.Group<Told> group, Screen screen) {
    Same same = group.key().same();
    Sample sample = group.key().sample();
    String count = group.count() == 1 ? "" : " (" + group.count() + " nodes)";
    Paragraph.lines(group.names() + count, 2, screen.columns())
        .forEach(line -> screen.line(Tone.STRONG, line));
    if (group.count() > 1) {
      screen.line(Tone.FAINT, "    As it is told of " + sample.node() + ":");
    }
    Explanation words = sample.words();
    Paragraph.lines(words.headline(), 4, screen.columns())
        .forEach(line -> screen.line(Tone.BAD, line));
    print(words.whatHappened(), screen);
    print(words.whetherChanged(), screen);
    if (!words.nextStep().isBlank()) {
      Paragraph.lines("What to do: " + words.nextStep(), "    ", "      ", screen.columns())
          .forEach(screen::line);
    }
    String code = same.kind().code() + ", " + words(same.delivery());
    Paragraph.lines("For the author: " + code + detail(sample), "    ", "      ", screen.columns())
        .forEach(line -> screen.line(Tone.FAINT, line));
  }

  private static void print(String text, Screen screen) {
    if (!text.isBlank()) {
      Paragraph.lines(text, 4, screen.columns()).forEach(screen::line);
    }
  }

  /** The technical detail, unless the words have repeated it already. */
  private static String detail(Sample sample) {
    String detail = VisibleText.line(sample.detail(), 300);
    boolean isTold = detail.isBlank() || sample.words().whatHappened().contains(detail);
    return isTold ? "" : "; " + detail;
  }

  private static String words(Delivery delivery) {
    return delivery.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
