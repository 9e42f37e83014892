package dog.rebe.cli.report;

import dog.rebe.cli.screen.FailureSection;
import dog.rebe.cli.screen.NodeNames;
import dog.rebe.cli.screen.Paragraph;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Failure;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.PreviewFold;
import dog.rebe.sandbox.preview.PreviewText;
import java.util.List;

/** Previews for people: equal ones told once. */
public final class PreviewScreen implements PreviewSink {

  private static final int MAX_GROUPS = 50;
  private static final int MAX_NAMES = 2_000;

  private final Screen screen;
  private final int listed;
  private final PreviewFold fold = PreviewFold.of(MAX_GROUPS, MAX_NAMES);
  private final FailureSection failures = new FailureSection();
  private long all;
  private long previewed;
  private long failed;

  /**
   * Prints on this screen.
   *
   * @param listed how many changes of each preview are listed
   */
  public PreviewScreen(Screen screen, int listed) {
    this.screen = screen;
    this.listed = listed;
  }

  @Override
  public void begin(long nodes) {
    all = nodes;
  }

  @Override
  public void previewed(Node node, CommandPreview preview) {
    previewed++;
    fold.add(node.id(), preview);
  }

  @Override
  public void failed(Node node, Failure<?> failure) {
    failed++;
    failures.add(node.id().value(), failure);
  }

  @Override
  public void end() {
    List<PreviewFold.Group> groups = fold.groups();
    if (all > 1 && previewed > 0) {
      screen.line();
      screen.line(Tone.STRONG, fold.sentence());
    }
    groups.forEach(this::print);
    if (fold.ungrouped() > 0) {
      screen.line();
      screen.line(
          "On "
              + fold.ungrouped()
              + (fold.ungrouped() == 1 ? " more machine" : " more machines")
              + " it would do something different again; use --json to see all of"
              + " it.");
    }
    if (!failures.isEmpty()) {
      screen.line();
      screen.line(Tone.STRONG, failed + " of " + machines(all) + " could not be looked at:");
      failures.print(screen);
    }
    screen.line();
    screen.line(Tone.FAINT, "Nothing has been changed on any machine.");
  }

  private static String machines(long count) {
    return count + (count == 1 ? " machine" : " machines");
  }

  private void print(PreviewFold.Group group) {
    screen.line();
    if (all > 1) {
      String count = group.count() == 1 ? "" : " (" + group.count() + " machines)";
      List<String> names = group.nodes().stream().map(NodeId::value).toList();
      String more =
          group.count() > names.size() ? " and " + (group.count() - names.size()) + " more" : "";
      Paragraph.lines(NodeNames.folded(names) + more + count + ":", 0, screen.columns())
          .forEach(line -> screen.line(Tone.STRONG, line));
    }
    List<String> lines = PreviewText.lines(group.preview(), listed);
    boolean first = true;
    for (String line : lines) {
      print(line, first ? Tone.STRONG : tone(line));
      first = false;
    }
  }

  private void print(String line, Tone tone) {
    int indent = line.length() - line.stripLeading().length();
    if (indent >= PreviewText.DIFFERENCE_INDENT) {
      screen.line(tone, "  " + line);
      return;
    }
    Paragraph.lines(line, " ".repeat(indent + 2), " ".repeat(indent + 4), screen.columns())
        .forEach(part -> screen.line(tone, part));
  }

  private static Tone tone(String line) {
    if (line.startsWith("      +") || line.startsWith("  +")) {
      return Tone.GOOD;
    }
    if (line.startsWith("      -") || line.startsWith("  -")) {
      return Tone.BAD;
    }
    return line.startsWith("From here on") || line.startsWith("Not shown")
        ? Tone.WARNING
        : line.startsWith(" ") ? Tone.PLAIN : Tone.FAINT;
  }
}
