package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.FileState;
import dog.rebe.change.ForeseenChange;
import dog.rebe.change.PreviewKind;
import dog.rebe.change.SetTime;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Previews that nobody made. */
final class MadeUp {

  private MadeUp() {}

  static FileState file(long size) {
    return new FileState(FileType.REGULAR, 0644, 0, 0, size, Optional.empty());
  }

  static EntryChange deleted(String path, long size) {
    return new EntryChange(
        ChangeKind.DELETED,
        FilePath.of(path),
        Optional.empty(),
        Optional.of(file(size)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Nothing but its time is another. */
  static EntryChange touched(String path, Instant to) {
    return new EntryChange(
        ChangeKind.CHANGED,
        FilePath.of(path),
        Optional.empty(),
        Optional.of(file(5)),
        Optional.of(file(5)),
        Optional.empty(),
        Optional.of(new SetTime(Optional.of(to))),
        Optional.empty());
  }

  static EntryChange edited(String path, String... lines) {
    return new EntryChange(
        ChangeKind.CHANGED,
        FilePath.of(path),
        Optional.empty(),
        Optional.of(file(5)),
        Optional.of(file(6)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new ContentDifference.Lines(List.of(lines), false)));
  }

  /** Deletes this many files. */
  static CommandPreview deleting(int files) {
    List<EntryChange> changes = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      changes.add(deleted("/var/log/app/%04d.log".formatted(i), 1_000));
    }
    return of(changes, List.of(), Optional.empty(), List.of());
  }

  static CommandPreview of(
      List<EntryChange> changes,
      List<ForeseenChange> foreseen,
      Optional<String> unknown,
      List<BlindSpot> blind) {
    return new CommandPreview(
        foreseen.isEmpty() ? PreviewKind.SANDBOX : PreviewKind.DRY_RUN,
        changes,
        foreseen,
        unknown,
        List.of(),
        blind,
        OptionalInt.of(0),
        List.of(),
        Footing.none());
  }
}
