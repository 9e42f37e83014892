package dog.rebe.sandbox.previewer;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePart;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.files.FileView;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.outcome.VisibleText;
import dog.rebe.sandbox.overlay.Footprints;
import dog.rebe.sandbox.preview.Footing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether all that a preview saw of a machine is still so. Of files and links that is type,
 * mode, owner, size and time; of folders type, mode and owner, since every change in one changes
 * its time, and their entries where the preview saw them all; and what was read is read again. A
 * change that leaves all these as they were is not seen, and neither is one after the check.
 */
public final class FootingCheck {

  private static final int MAX_PATH = 300;
  private static final int MOST_AT_A_TIME = 128;
  private static final int MOST_BYTES_AT_A_TIME = 4 << 20;

  private final FileView files;
  private final Duration deadline;
  private final OurPaths ours;
  private final List<String> moved = new ArrayList<>();

  private FootingCheck(FileView files, Duration deadline, OurPaths ours) {
    this.files = files;
    this.deadline = deadline;
    this.ours = ours;
  }

  /**
   * What has moved since, a sentence for each; nothing if the preview still holds. What cannot be
   * looked at counts as moved. Blocks.
   *
   * @param files the machine's files; closed by the caller
   * @param deadline for each single look, and for what is read at a time
   */
  public static List<String> moved(Footing footing, FileView files, Duration deadline) {
    return moved(footing, files, deadline, Set.of());
  }

  /**
   * The same without what is ours.
   *
   * @param ours paths that may have changed, with all that is below them, and with their entries in
   *     the folders that hold them
   */
  public static List<String> moved(
      Footing footing, FileView files, Duration deadline, Set<FilePath> ours) {
    FootingCheck check = new FootingCheck(files, deadline, new OurPaths(ours));
    footing.looks().forEach(check::look);
    footing.listings().forEach(check::list);
    check.read(footing.reads().stream().filter(part -> !check.ours.hold(part.path())).toList());
    check.moved.sort(Comparator.naturalOrder());
    return List.copyOf(check.moved);
  }

  private void look(FilePath path, Optional<FileAttributes> before) {
    if (ours.hold(path)) {
      return;
    }
    Outcome<FileAttributes> now = files.stat(path, deadline);
    if (!(now instanceof Success<FileAttributes> success)) {
      before.ifPresent(was -> moved.add(shown(path) + " is no longer there or cannot be seen"));
    } else if (before.isEmpty()) {
      moved.add(shown(path) + " is there now");
    } else if (!same(before.get(), success.result())) {
      moved.add(shown(path) + " is not as it was");
    }
  }

  private void list(FilePath path, List<FileEntry> before) {
    if (ours.hold(path)) {
      return;
    }
    int most = before.size() + 1 + ours.countIn(path);
    Outcome<List<FileEntry>> outcome = files.list(path, most, deadline);
    if (!(outcome instanceof Success<List<FileEntry>> success)) {
      moved.add(shown(path) + " has more entries than before or cannot be seen");
      return;
    }
    List<FileEntry> was = ours.without(path, before);
    List<FileEntry> now = new ArrayList<>(ours.without(path, success.result()));
    now.sort(Comparator.comparing(FileEntry::name));
    boolean same = now.size() == was.size();
    for (int i = 0; same && i < now.size(); i++) {
      same =
          now.get(i).name().equals(was.get(i).name())
              && same(was.get(i).attributes(), now.get(i).attributes());
    }
    if (!same) {
      moved.add("What is in " + shown(path) + " is not as it was");
    }
  }

  /** Many at a time, as far as they are small. */
  private void read(List<Footing.ReadPart> parts) {
    int from = 0;
    while (from < parts.size()) {
      int to = from;
      long bytes = 0;
      do {
        bytes += parts.get(to).length();
        to++;
      } while (to < parts.size()
          && to - from < MOST_AT_A_TIME
          && bytes + parts.get(to).length() <= MOST_BYTES_AT_A_TIME);
      compare(parts.subList(from, to));
      from = to;
    }
  }

  private void compare(List<Footing.ReadPart> parts) {
    List<Outcome<byte[]>> outcomes =
        files.readEach(
            parts.stream()
                .map(part -> new FilePart(part.path(), part.offset(), part.length()))
                .toList(),
            deadline);
    for (int i = 0; i < parts.size(); i++) {
      if (!(outcomes.get(i) instanceof Success<byte[]> success)
          || !Footprints.sha256(success.result()).equals(parts.get(i).sha256())) {
        moved.add("The content of " + shown(parts.get(i).path()) + " is not as it was");
      }
    }
  }

  private static boolean same(FileAttributes before, FileAttributes now) {
    boolean sameRights =
        before.type() == now.type()
            && before.mode() == now.mode()
            && before.userId() == now.userId()
            && before.groupId() == now.groupId();
    boolean sameContent =
        before.type() == FileType.DIRECTORY
            || (before.sizeBytes() == now.sizeBytes() && before.modified().equals(now.modified()));
    return sameRights && sameContent;
  }

  private static String shown(FilePath path) {
    return VisibleText.line(path.bytes(), MAX_PATH);
  }
}
