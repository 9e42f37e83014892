package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.PreviewKind;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.outcome.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One sentence for somebody who knows nothing of files but that they matter. */
final class OwnerSentence {

  private static final int MAX_PATH = 200;
  private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB", "PB"};

  private OwnerSentence() {}

  static String of(CommandPreview preview) {
    if (preview.kind() == PreviewKind.DECLARED) {
      return "Its author says that this only reads; I did not follow it.";
    }
    List<String> parts = new ArrayList<>();
    for (ChangeKind kind : List.of(ChangeKind.DELETED, ChangeKind.CHANGED, ChangeKind.CREATED)) {
      addFiles(preview, kind, parts);
    }
    addFiles(preview, ChangeKind.RENAMED, parts);
    ForeseenWords.add(preview.foreseen(), parts);
    String all = joined(parts);
    if (!preview.isWhole()) {
      return parts.isEmpty()
          ? "I cannot tell what this will do: " + preview.unknown().orElseThrow() + "."
          : "This will " + all + ", and more that I cannot tell.";
    }
    if (parts.isEmpty()) {
      return "This will change nothing that I can see" + beyond(preview) + ".";
    }
    parts.add("change nothing else that I can see");
    return "This will " + joined(parts) + beyond(preview) + ".";
  }

  /** What it does that no preview of files shows. */
  private static String beyond(CommandPreview preview) {
    if (preview.blindSpots().isEmpty()) {
      return "";
    }
    if (preview.kind() == PreviewKind.DRY_RUN) {
      return "; some of what it does I cannot show";
    }
    List<BlindSpot> own =
        preview.blindSpots().stream()
            .filter(spot -> !spot.equals(AfterServices.spot()) && !AfterServices.isHandedOn(spot))
            .toList();
    String also =
        own.isEmpty()
            ? ""
            : "; it also runs '"
                + own.get(0).subject()
                + (own.size() > 1 ? "' and " + count(own.size() - 1, "other command") : "'")
                + ", and what that does I can't show";
    return preview.blindSpots().stream().anyMatch(AfterServices::isHandedOn)
        ? also + "; what comes before it may do more, and that I can't show"
        : also;
  }

  private static void addFiles(CommandPreview preview, ChangeKind kind, List<String> parts) {
    List<EntryChange> changes =
        preview.changes().stream().filter(change -> change.kind() == kind).toList();
    if (changes.isEmpty()) {
      return;
    }
    long freed = preview.counts().freedBytes();
    String verb =
        switch (kind) {
          case DELETED -> "delete ";
          case CHANGED -> "change ";
          case CREATED -> "add ";
          case RENAMED -> "move ";
        };
    String size = kind == ChangeKind.DELETED && freed > 0 ? " (up to " + bytes(freed) + ")" : "";
    parts.add(verb + things(changes) + size + place(preview, kind));
  }

  private static String joined(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1))
            + " and "
            + parts.get(parts.size() - 1);
  }

  private static String things(List<EntryChange> changes) {
    long folders =
        changes.stream()
            .map(change -> change.after().or(change::before).orElseThrow())
            .filter(state -> state.type() == FileType.DIRECTORY)
            .count();
    long files = changes.size() - folders;
    return folders == 0
        ? count(files, "file")
        : files == 0
            ? count(folders, "folder")
            : count(files, "file") + " and " + count(folders, "folder");
  }

  static String count(long count, String thing) {
    return count == 1 ? "1 " + thing : count + " " + thing + "s";
  }

  /** The deepest folder that holds all of a kind. */
  private static String place(CommandPreview preview, ChangeKind kind) {
    String common = "";
    boolean first = true;
    for (EntryChange change : preview.changes()) {
      if (change.kind() == kind) {
        String folder = folder(change.path());
        common = first ? folder : common(common, folder);
        first = false;
      }
    }
    return " in " + VisibleText.line(common.isEmpty() ? "/" : common, MAX_PATH);
  }

  private static String folder(FilePath path) {
    String text = path.toString();
    return text.substring(0, Math.max(0, text.lastIndexOf('/')));
  }

  private static String common(String a, String b) {
    String shorter = a;
    while (!(b + "/").startsWith(shorter + "/")) {
      shorter = shorter.substring(0, shorter.lastIndexOf('/'));
    }
    return shorter;
  }

  /** A count of bytes in words, by thousands. */
  static String bytes(long count) {
    double value = count;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    if (unit == 0) {
      return count == 1 ? "1 byte" : count + " bytes";
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }
}
