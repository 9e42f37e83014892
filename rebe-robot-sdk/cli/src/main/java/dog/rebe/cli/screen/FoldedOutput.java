package dog.rebe.cli.screen;

import dog.rebe.cli.input.SizeText;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.VisibleText;
import java.util.List;
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

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return folds.isEmpty();
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
    byte[] bytes = Tabs.expanded(stream.bytes());
    List<String> lines = VisibleText.lines(bytes, MAX_LINES + 1, MAX_LINE_LENGTH);
    lines.stream().limit(MAX_LINES).forEach(line -> screen.line(margin + line));
    if (lines.size() > MAX_LINES) {
      screen.line(Tone.FAINT, margin + "(there is more; use --json to see all of it)");
    }
    if (stream.isCut()) {
      screen.line(
          Tone.WARNING, margin + "(cut at the limit of " + SizeText.of(stream.size()) + ")");
    }
    if (!stream.isUtf8()) {
      screen.line(Tone.FAINT, margin + "(not all of it is UTF-8; other bytes are shown as \\xNN)");
    }
  }
}
