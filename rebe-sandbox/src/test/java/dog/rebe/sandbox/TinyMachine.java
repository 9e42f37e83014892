package dog.rebe.sandbox;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.files.FileView;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Circumstances;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.ExplanationCatalogue;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine with two files, a folder, and links that lead to a file and to themselves. */
final class TinyMachine implements FileView {

  private static final byte[] CONTENT = {1, 2, 3};

  private static final Map<String, FileType> ENTRIES =
      Map.of(
          "/", FileType.DIRECTORY,
          "/a", FileType.REGULAR,
          "/d", FileType.DIRECTORY,
          "/d/b", FileType.REGULAR,
          "/l", FileType.SYMBOLIC_LINK,
          "/loop", FileType.SYMBOLIC_LINK,
          "/pipe", FileType.OTHER);

  private static FileAttributes attributes(FileType type) {
    int mode = type == FileType.DIRECTORY ? 0755 : 0644;
    return new FileAttributes(type, CONTENT.length, mode, 0, 7, Instant.ofEpochSecond(1));
  }

  @Override
  public Outcome<FileAttributes> stat(FilePath path, Duration deadline) {
    FileType type = ENTRIES.get(path.toString());
    return type == null ? nothing() : done(attributes(type));
  }

  @Override
  public Outcome<List<FileEntry>> list(FilePath directory, int maxEntries, Duration deadline) {
    String prefix = directory.toString().equals("/") ? "/" : directory + "/";
    List<FileEntry> entries = new ArrayList<>();
    ENTRIES.forEach(
        (path, type) -> {
          if (path.startsWith(prefix)
              && path.length() > prefix.length()
              && path.indexOf('/', prefix.length()) < 0) {
            entries.add(
                new FileEntry(FilePath.of(path.substring(prefix.length())), attributes(type)));
          }
        });
    return done(entries);
  }

  @Override
  public Outcome<FilePath> readLink(FilePath link, Duration deadline) {
    return done(FilePath.of(link.toString().equals("/l") ? "a" : "loop"));
  }

  @Override
  public Outcome<byte[]> read(FilePath file, long offset, int length, Duration deadline) {
    int from = (int) Math.min(offset, CONTENT.length);
    return done(Arrays.copyOfRange(CONTENT, from, Math.min(CONTENT.length, from + length)));
  }

  private static <T> Outcome<T> done(T value) {
    return new Success<>(value, evidence());
  }

  private static Evidence evidence() {
    return new Evidence(Optional.empty(), Duration.ZERO, 1, CapturedOutput.empty());
  }

  private static <T> Outcome<T> nothing() {
    FailureKind kind = FailureKind.PATH_NOT_FOUND;
    Circumstances circumstances =
        new Circumstances("tiny", false, 1, Duration.ZERO, Optional.empty(), "not there");
    return new Failure<>(
        kind,
        Delivery.COMPLETED,
        evidence(),
        ExplanationCatalogue.english().explain(kind, Delivery.COMPLETED, circumstances),
        "not there");
  }

  @Override
  public void close() {}
}
