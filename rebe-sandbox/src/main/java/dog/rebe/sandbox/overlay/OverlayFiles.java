package dog.rebe.sandbox.overlay;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePart;
import dog.rebe.files.FilePath;
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
import dog.rebe.sandbox.engine.GuestStop;
import dog.rebe.sandbox.tree.Name;
import dog.rebe.sandbox.tree.TreeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of a machine as a command would leave them, for the one that comes after it. Paths are
 * followed as they stand: links in the middle of one are not. Threads take turns, since there is
 * one tree; how long one waits is bounded by what the tree's own source may take, not by the
 * deadline of a call.
 */
public final class OverlayFiles implements FileView {

  private final Overlay overlay;

  /** The files of a tree on which nothing runs any more. */
  public OverlayFiles(Overlay overlay) {
    this.overlay = overlay;
  }

  @FunctionalInterface
  private interface Look<T> {
    Optional<T> look() throws TreeException;
  }

  @Override
  public Outcome<FileAttributes> stat(FilePath path, Duration deadline) {
    return looked(path, () -> Optional.ofNullable(node(path)).map(OverlayFiles::attributes));
  }

  @Override
  public Outcome<List<FileEntry>> list(FilePath directory, int maxEntries, Duration deadline) {
    Outcome<List<FileEntry>> all =
        looked(
            directory,
            () ->
                node(directory) instanceof OverlayDirectory found
                    ? Optional.of(entries(found))
                    : Optional.empty());
    return all.value().isPresent() && all.value().get().size() > maxEntries
        ? failure(
            FailureKind.OUTPUT_LIMIT,
            directory,
            "the directory has more than " + maxEntries + " entries")
        : all;
  }

  @Override
  public Outcome<FilePath> readLink(FilePath link, Duration deadline) {
    return looked(
        link,
        () ->
            node(link) instanceof OverlayLink found
                ? Optional.of(FilePath.of(found.target()))
                : Optional.empty());
  }

  @Override
  public Outcome<byte[]> read(FilePath file, long offset, int length, Duration deadline) {
    return looked(
        file,
        () ->
            node(file) instanceof OverlayFile found
                ? Optional.of(bytes(found.body(), offset, length))
                : Optional.empty());
  }

  @Override
  public List<Outcome<byte[]>> readEach(List<FilePart> parts, Duration deadline) {
    synchronized (overlay) {
      overlay.willRead(parts.stream().map(part -> part.path().bytes()).toList());
    }
    return FileView.super.readEach(parts, deadline);
  }

  private static byte[] bytes(FileBody body, long offset, int length) throws TreeException {
    byte[] bytes = new byte[(int) Math.max(0, Math.min(length, body.sizeBytes() - offset))];
    int count = 0;
    while (count < bytes.length) {
      byte[] piece = new byte[bytes.length - count];
      int got = body.read(offset + count, piece, piece.length);
      if (got <= 0) {
        break;
      }
      System.arraycopy(piece, 0, bytes, count, got);
      count += got;
    }
    return Arrays.copyOf(bytes, count);
  }

  private static List<FileEntry> entries(OverlayDirectory directory) {
    directory.complete();
    List<FileEntry> entries = new ArrayList<>();
    directory
        .known()
        .forEach(
            (name, node) ->
                entries.add(new FileEntry(FilePath.of(name.bytes()), attributes(node))));
    return entries;
  }

  private @Nullable OverlayNode node(FilePath path) {
    OverlayNode at = overlay.top();
    byte[] bytes = path.bytes();
    int start = 0;
    for (int end = 0; end <= bytes.length; end++) {
      if (end < bytes.length && bytes[end] != '/') {
        continue;
      }
      if (end > start) {
        if (!(at instanceof OverlayDirectory directory)) {
          return null;
        }
        at = directory.look(Name.of(Arrays.copyOfRange(bytes, start, end)));
      }
      start = end + 1;
    }
    return at;
  }

  private static FileAttributes attributes(OverlayNode node) {
    return new FileAttributes(
        node.type(),
        node.sizeBytes(),
        node.mode(),
        node.userId(),
        node.groupId(),
        Instant.ofEpochSecond(
            Math.floorDiv(node.modifiedNanos(), 1_000_000_000L),
            Math.floorMod(node.modifiedNanos(), 1_000_000_000L)));
  }

  private <T> Outcome<T> looked(FilePath path, Look<T> look) {
    synchronized (overlay) {
      Unknown unknown = overlay.source().unknown();
      int unreadable = unknown.unreadable().size();
      try {
        Optional<T> found = look.look();
        return found.isPresent()
            ? new Success<>(found.get(), evidence())
            : failure(FailureKind.PATH_NOT_FOUND, path, "it would not be there");
      } catch (GuestStop stop) {
        boolean forbidden = unknown.unreadable().size() > unreadable;
        unknown.clear();
        return failure(
            forbidden ? FailureKind.PATH_FORBIDDEN : FailureKind.PATH_FAILED, path, stop.detail());
      } catch (TreeException e) {
        return failure(FailureKind.PATH_FAILED, path, String.valueOf(e.getMessage()));
      }
    }
  }

  private static Evidence evidence() {
    return new Evidence(Optional.empty(), Duration.ZERO, 1, CapturedOutput.empty());
  }

  private static <T> Outcome<T> failure(FailureKind kind, FilePath path, String detail) {
    Circumstances circumstances =
        new Circumstances("a preview", false, 1, Duration.ZERO, Optional.empty(), detail);
    return new Failure<>(
        kind,
        Delivery.COMPLETED,
        evidence(),
        ExplanationCatalogue.english().explain(kind, Delivery.COMPLETED, circumstances),
        path + ": " + detail);
  }

  /** Does nothing: the tree is its owner's. */
  @Override
  public void close() {}
}
