package dog.rebe.sandbox.preview;

import dog.rebe.change.FileState;
import dog.rebe.files.FileType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How much changes. Freed bytes are an upper bound: a file with names elsewhere frees nothing, and
 * not every source tells.
 *
 * @param created entries that are new
 * @param changed entries that are others afterwards
 * @param deleted entries that go, folders included
 * @param renamed entries that move
 * @param freedBytes the lengths of all regular files that go or are replaced
 * @param writtenBytes the lengths of all regular files that come or have another content
 */
public record PreviewCounts(
    long created, long changed, long deleted, long renamed, long freedBytes, long writtenBytes) {

  static PreviewCounts of(List<EntryChange> changes) {
    Map<ChangeKind, Long> kinds = new EnumMap<>(ChangeKind.class);
    long freed = 0;
    long written = 0;
    for (EntryChange change : changes) {
      kinds.merge(change.kind(), 1L, Long::sum);
      if (change.kind() == ChangeKind.RENAMED) {
        freed += change.replaced().map(PreviewCounts::bytes).orElse(0L);
      } else if (change.kind() == ChangeKind.DELETED || change.content().isPresent()) {
        freed += change.before().map(PreviewCounts::bytes).orElse(0L);
      }
      if (change.content().isPresent()
          || (change.kind() == ChangeKind.CREATED && change.from().isEmpty())) {
        written += change.after().map(PreviewCounts::bytes).orElse(0L);
      }
    }
    return new PreviewCounts(
        kinds.getOrDefault(ChangeKind.CREATED, 0L),
        kinds.getOrDefault(ChangeKind.CHANGED, 0L),
        kinds.getOrDefault(ChangeKind.DELETED, 0L),
        kinds.getOrDefault(ChangeKind.RENAMED, 0L),
        freed,
        written);
  }

  private static long bytes(FileState state) {
    return state.type() == FileType.REGULAR ? state.sizeBytes() : 0;
  }
}
