package dog.rebe.sandbox.previewer;

import dog.rebe.change.FileState;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.sandbox.preview.ChangeKind;
import dog.rebe.sandbox.preview.ContentDifference;
import dog.rebe.sandbox.preview.EntryChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The tree that a preview foretells: the one before with its changes put in, and nothing else. */
final class Foretold {

  private final Map<FilePath, Snapshot.Entry> before;
  private final List<EntryChange> changes;
  private final Map<String, String> renames = new HashMap<>();
  private final Map<FilePath, Snapshot.Entry> after = new TreeMap<>();

  private Foretold(Map<FilePath, Snapshot.Entry> before, List<EntryChange> changes) {
    this.before = before;
    this.changes = changes;
  }

  static Map<FilePath, Snapshot.Entry> tree(
      Map<FilePath, Snapshot.Entry> before, List<EntryChange> changes) {
    Foretold foretold = new Foretold(before, changes);
    foretold.move();
    foretold.put();
    return foretold.after;
  }

  private void move() {
    Set<FilePath> deleted = new HashSet<>();
    Set<String> taken = new HashSet<>();
    for (EntryChange change : changes) {
      if (change.kind() == ChangeKind.RENAMED) {
        renames.put(change.from().orElseThrow().toString(), change.path().toString());
        taken.add(change.path().toString());
      } else if (change.kind() == ChangeKind.DELETED) {
        deleted.add(change.path());
      }
    }
    before.forEach(
        (path, entry) -> {
          String is = moved(path.toString());
          boolean replaced = taken.contains(is) && !renames.containsKey(path.toString());
          if (!deleted.contains(path) && !replaced) {
            after.put(FilePath.of(is), entry);
          }
        });
  }

  private String moved(String path) {
    for (String at = path; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      String to = renames.get(at);
      if (to != null) {
        return to + path.substring(at.length());
      }
    }
    return path;
  }

  private void put() {
    List<EntryChange> twins = new ArrayList<>();
    for (EntryChange change : changes) {
      if (change.kind() == ChangeKind.CREATED && change.from().isPresent()) {
        twins.add(change);
      } else if (change.after().isPresent()) {
        after.put(change.path(), entry(change));
      }
    }
    twins.forEach(twin -> after.put(twin.path(), after.get(twin.from().orElseThrow())));
  }

  private Snapshot.Entry entry(EntryChange change) {
    FileState state = change.after().orElseThrow();
    String content =
        state.content().map(Object::toString).orElseGet(() -> contentElsewhere(change, state));
    return new Snapshot.Entry(
        state.type(),
        state.mode(),
        state.userId(),
        state.groupId(),
        state.sizeBytes(),
        content,
        java.time.Instant.EPOCH);
  }

  private String contentElsewhere(EntryChange change, FileState state) {
    if (change.content().orElse(null) instanceof ContentDifference.CopyOf copy) {
      return Objects.requireNonNull(before.get(copy.source())).content();
    }
    if (state.type() == FileType.DIRECTORY) {
      return Snapshot.sha256(new byte[0]);
    }
    return Objects.requireNonNull(after.get(change.path()), change.path() + " was not there")
        .content();
  }
}
