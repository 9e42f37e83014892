package dog.rebe.cli.screen;

import dog.rebe.cli.input.SizeText;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.Exit;
import java.util.Optional;

/**
 * What commands printed, equal output told once, made harmless for the terminal. Not thread-safe.
 */
public final class FoldedOutput {

  private static final int MAX_LINES = 1_000;
  private static final int MAX_LINE_LENGTH = 4_096;

  private final Folds<Printed> folds = new Folds<>();

  private record Printed(Optional<Exit> exit, CapturedOutput output) {}

  /** Adds what a node printed. */
  public void add(String node, Optional<Exit> exit, CapturedOutput output) {
    folds.add(new Printed(exit, output), node);
  }

  /** Prints each different output under the names of its nodes. */
  public void print(Screen screen) {
    for (Folds.Group<Printed> group : folds.largestFirst()) {
      screen.line();
      Printed printed = group.key();
      String count = group.count() == 1 ? "" : " (" + group.count() + " nodes)";
      String exit = printed.exit().map(end -> ": " + end).orElse("");
      Paragraph.lines(group.names() + count + exit, 2, screen.columns())
          .forEach(line -> screen.line(Tone.STRONG, line));
      CapturedStream stdout = printed.output().stdout();
      CapturedStream stderr = printed.output().stderr();
      print(stdout, "    ", screen);
      if (stderr.size() > 0) {
        screen.line(Tone.FAINT, "    on standard error:");
        print(stderr, "    ", screen);
      }
      if (stdout.size() == 0 && stderr.size() == 0) {
        screen.line(Tone.FAINT, "    (no output)");
      }
    }
    if (folds.ungrouped() > 0) {
      screen.line();
      screen.line(
          "  "
              + folds.ungrouped()
              + " more nodes printed something different again; use --json to see all of it.");
    }
  }

  private static void print(CapturedStream stream, String margin, Screen screen) {
    if (stream.size() == 0) {
      return;
    }
    String text = stream.utf8();
    String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    long lines = whole.lines().count();
    // split and not lines(): a lone carriage return is no line end, it is shown
    String[] shown = whole.split("\n", MAX_LINES + 1);
    for (int i = 0; i < Math.min(shown.length, MAX_LINES); i++) {
      screen.line(margin + VisibleText.outputLine(shown[i], MAX_LINE_LENGTH));
    }
    if (shown.length > MAX_LINES) {
      screen.line(
          Tone.FAINT,
          margin + "(" + (lines - MAX_LINES) + " more lines; use --json to see all of it)");
    }
    if (stream.isCut()) {
      screen.line(
          Tone.WARNING, margin + "(cut at the limit of " + SizeText.of(stream.size()) + ")");
    }
    if (!stream.isUtf8()) {
      screen.line(Tone.FAINT, margin + "(not UTF-8: what could not be read is shown as U+FFFD)");
    }
  }
}
