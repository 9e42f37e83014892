package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.FileState;
import dog.rebe.files.FileMode;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.outcome.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** Shows a preview on a terminal: plain lines without control characters, no colours. */
public final class PreviewText {

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

  private void write() {
    lines.add(preview.sentence());
    preview.changes().stream().limit(maxChanges).forEach(this::change);
    if (preview.changes().size() > maxChanges) {
      lines.add("  and " + (preview.changes().size() - maxChanges) + " more");
    }
    preview.unknown().ifPresent(why -> lines.add("From here on I cannot tell, because " + why));
    preview.exitStatus().ifPresent(status -> lines.add("It would end with status " + status));
    preview.messages().forEach(message -> lines.add("  it would say: " + message));
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
      case CREATED ->
          lines.add("  + " + path + describe(change.after().orElseThrow()) + twin(change));
      case DELETED -> lines.add("  - " + path + describe(change.before().orElseThrow()));
      case CHANGED -> lines.add("  ~ " + path + what(change));
      case RENAMED ->
          lines.add(
              "  > "
                  + shown(change.from().orElseThrow())
                  + " becomes "
                  + path
                  + (change.replaced().isPresent() ? ", in place of what is there" : "")
                  + what(change));
    }
    if (change.content().orElse(null) instanceof ContentDifference.Lines difference
        && change.kind() != ChangeKind.DELETED) {
      difference.lines().forEach(line -> lines.add("      " + line));
      if (difference.shortened()) {
        lines.add("      and more lines");
      }
    }
  }

  private static String twin(EntryChange change) {
    return change.from().map(from -> ", another name of " + shown(from)).orElse("")
        + copyOf(change);
  }

  private static String copyOf(EntryChange change) {
    return change.content().orElse(null) instanceof ContentDifference.CopyOf copy
        ? ", with the content of " + shown(copy.source())
        : "";
  }

  private static String what(EntryChange change) {
    FileState before = change.before().orElseThrow();
    FileState after = change.after().orElseThrow();
    StringBuilder what = new StringBuilder();
    if (before.type() != after.type()) {
      what.append(", ").append(type(before)).append(" to ").append(type(after));
    }
    if (before.mode() != after.mode()) {
      what.append(", mode ").append(mode(before)).append(" to ").append(mode(after));
    }
    if (before.userId() != after.userId() || before.groupId() != after.groupId()) {
      what.append(", owner ").append(owner(before)).append(" to ").append(owner(after));
    }
    change
        .time()
        .ifPresent(
            time ->
                what.append(", time ")
                    .append(time.instant().map(Object::toString).orElse("to when it runs")));
    if (change.content().orElse(null) instanceof ContentDifference.Bytes) {
      what.append(", ")
          .append(OwnerSentence.bytes(before.sizeBytes()))
          .append(" to ")
          .append(OwnerSentence.bytes(after.sizeBytes()));
    }
    return what + copyOf(change);
  }

  private static String describe(FileState state) {
    return " ("
        + type(state)
        + (state.type() == FileType.REGULAR ? ", " + OwnerSentence.bytes(state.sizeBytes()) : "")
        + ")";
  }

  private static String type(FileState state) {
    return switch (state.type()) {
      case REGULAR -> "file";
      case DIRECTORY -> "folder";
      case SYMBOLIC_LINK -> "link";
      case OTHER -> "device, socket or pipe";
    };
  }

  private static String mode(FileState state) {
    return FileMode.ofBits(state.mode()).toString();
  }

  private static String owner(FileState state) {
    return state.userId() + ":" + state.groupId();
  }

  private static String shown(FilePath path) {
    return VisibleText.line(path.bytes(), MAX_PATH);
  }
}
