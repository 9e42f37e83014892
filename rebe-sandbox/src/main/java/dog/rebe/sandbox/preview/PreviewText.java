package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;
import dog.rebe.files.FilePath;
import dog.rebe.outcome.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** Shows a preview on a terminal: plain lines without control characters, no colours. */
public final class PreviewText {

  /** How far the lines of a text's difference are indented: they are not to be broken. */
  public static final int DIFFERENCE_INDENT = 6;

  private static final int MAX_PATH = 300;

  private final CommandPreview preview;
  private final int maxChanges;
  private final List<String> lines = new ArrayList<>();

  private PreviewText(CommandPreview preview, int maxChanges) {
    this.preview = preview;
    this.maxChanges = maxChanges;
  }

  /**
   * The lines of a preview.
   *
   * @param maxChanges more changes than these are counted and not listed; at least 1
   */
  public static List<String> lines(CommandPreview preview, int maxChanges) {
    if (maxChanges < 1) {
      throw new IllegalArgumentException(maxChanges + " changes at most: use 1 or more");
    }
    PreviewText text = new PreviewText(preview, maxChanges);
    text.write();
    return List.copyOf(text.lines);
  }

  private void more(List<?> all) {
    if (all.size() > maxChanges) {
      lines.add("  and " + (all.size() - maxChanges) + " more");
    }
  }

  private void write() {
    lines.add(preview.sentence());
    lines.add("How I know: " + ProvenanceWords.of(preview));
    preview.foreseen().stream()
        .limit(maxChanges)
        .forEach(change -> lines.add("  * " + VisibleText.line(change.words(), MAX_PATH)));
    more(preview.foreseen());
    preview.changes().stream().limit(maxChanges).forEach(this::change);
    more(preview.changes());
    preview
        .unknown()
        .filter(why -> !preview.changes().isEmpty())
        .ifPresent(why -> lines.add("From here on I cannot tell, because " + why));
    preview.exitStatus().ifPresent(status -> lines.add("It would end with status " + status));
    if (preview.endsUnknown()) {
      lines.add("Whether it ends well rests on what I can't show");
    }
    preview.messages().forEach(message -> lines.add("  it would say: " + message));
    preview.unreadable().forEach(path -> lines.add("Not readable for this login: " + shown(path)));
    for (BlindSpot spot : preview.blindSpots()) {
      lines.add("Not shown: " + spot.subject() + " (" + spot.reason() + ")");
    }
    if (!preview.changes().isEmpty()) {
      SourceLimits.all()
          .forEach(spot -> lines.add("Not seen: " + spot.subject() + " (" + spot.reason() + ")"));
    }
    lines.add("Digest " + preview.digest());
  }

  private void change(EntryChange change) {
    String path = shown(change.path());
    switch (change.kind()) {
      case CREATED -> lines.add("  + " + path + ChangeWords.created(change));
      case DELETED -> lines.add("  - " + path + ChangeWords.deleted(change));
      case CHANGED -> lines.add("  ~ " + path + ChangeWords.changed(change));
      case RENAMED -> lines.add("  > " + ChangeWords.renamed(change));
    }
    if (change.content().orElse(null) instanceof ContentDifference.Lines difference
        && change.kind() != ChangeKind.DELETED) {
      difference.lines().forEach(line -> lines.add("      " + line));
      if (difference.shortened()) {
        lines.add("      and more lines");
      }
    }
  }

  static String shown(FilePath path) {
    return VisibleText.line(path.bytes(), MAX_PATH);
  }
}
