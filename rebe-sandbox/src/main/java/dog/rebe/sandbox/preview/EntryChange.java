package dog.rebe.sandbox.preview;

import dog.rebe.change.FileState;
import dog.rebe.change.SetTime;
import dog.rebe.files.FilePath;
import java.util.Objects;
import java.util.Optional;

/**
 * What happens to one entry of a folder.
 *
 * @param kind what
 * @param path where it is afterwards; of what is deleted, where it was
 * @param from of what is renamed, where it was; of what is created as another name of a file, a
 *     path of that file; otherwise empty
 * @param before as it is; empty for what is created
 * @param after as it will be; empty for what is deleted
 * @param replaced of what is renamed, what was at its new path
 * @param time the time that it is set to
 * @param content how the content differs
 */
public record EntryChange(
    ChangeKind kind,
    FilePath path,
    Optional<FilePath> from,
    Optional<FileState> before,
    Optional<FileState> after,
    Optional<FileState> replaced,
    Optional<SetTime> time,
    Optional<ContentDifference> content) {

  public EntryChange {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(path, "path");
    if ((kind == ChangeKind.CREATED) != before.isEmpty()
        || (kind == ChangeKind.DELETED) != after.isEmpty()) {
      throw new IllegalArgumentException(
          "What is created was not there before, and what is deleted is not there afterwards");
    }
    if (kind == ChangeKind.RENAMED && from.isEmpty()) {
      throw new IllegalArgumentException("What is renamed was somewhere before");
    }
  }
}
