package dog.rebe.sandbox.preview;

import dog.rebe.files.FilePath;
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
    PreviewCounts counts = preview.counts();
    List<String> parts = new ArrayList<>();
    if (counts.deleted() > 0) {
      parts.add(
          "delete "
              + things(counts.deleted())
              + (counts.freedBytes() > 0 ? " (up to " + bytes(counts.freedBytes()) + ")" : "")
              + place(preview, ChangeKind.DELETED));
    }
    if (counts.changed() > 0) {
      parts.add("change " + things(counts.changed()) + place(preview, ChangeKind.CHANGED));
    }
    if (counts.created() > 0) {
      parts.add("add " + things(counts.created()) + place(preview, ChangeKind.CREATED));
    }
    if (counts.renamed() > 0) {
      parts.add("move " + things(counts.renamed()) + place(preview, ChangeKind.RENAMED));
    }
    String all = joined(parts);
    if (!preview.isWhole()) {
      return parts.isEmpty()
          ? "I cannot tell what this will do: " + preview.unknown().orElseThrow() + "."
          : "This will " + all + ", and more that I cannot tell.";
    }
    String beyond = preview.blindSpots().isEmpty() ? "" : " in files; it does other things as well";
    if (parts.isEmpty()) {
      return "This will change nothing that I can see" + beyond + ".";
    }
    return "This will " + all + " and change nothing else that I can see" + beyond + ".";
  }

  private static String joined(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1))
            + " and "
            + parts.get(parts.size() - 1);
  }

  private static String things(long count) {
    return count == 1 ? "1 file or folder" : count + " files and folders";
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
