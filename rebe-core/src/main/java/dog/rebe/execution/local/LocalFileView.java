package dog.rebe.execution.local;

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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Files of this machine by java.nio. Each call runs on a thread of the transport's pool, so that
 * one that hangs in the kernel holds up its caller no longer than his deadline; that thread is lost
 * until the kernel lets go. Names pass as bytes, whatever the locale.
 */
final class LocalFileView implements FileView {

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException, TooManyException;
  }

  private static final class TooManyException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private static final int TYPE_MASK = 0170000;
  private static final int PERMISSIONS_MASK = 07777;

  private final LocalThreads threads;
  private volatile boolean closed;

  LocalFileView(LocalThreads threads) {
    this.threads = threads;
  }

  @Override
  public Outcome<FileAttributes> stat(FilePath path, Duration deadline) {
    return within(deadline, path, () -> attributes(LocalPaths.toJava(path)));
  }

  @Override
  public Outcome<List<FileEntry>> list(FilePath directory, int maxEntries, Duration deadline) {
    if (maxEntries < 1) {
      throw new IllegalArgumentException(maxEntries + " entries at most: use 1 or more");
    }
    return within(deadline, directory, () -> entries(LocalPaths.toJava(directory), maxEntries));
  }

  @Override
  public Outcome<FilePath> readLink(FilePath link, Duration deadline) {
    return within(deadline, link, () -> target(LocalPaths.toJava(link)));
  }

  @Override
  public Outcome<byte[]> read(FilePath file, long offset, int length, Duration deadline) {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException(
          length + " bytes from " + offset + ": use an offset from 0 and a length from 1");
    }
    return within(deadline, file, () -> bytes(LocalPaths.toJava(file), offset, length));
  }

  @Override
  public void close() {
    closed = true;
  }

  private static FileAttributes attributes(Path path) throws IOException {
    Map<String, Object> unix =
        Files.readAttributes(
            path, "unix:mode,size,uid,gid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
    int mode = field(unix, "mode", Integer.class);
    FileType type =
        switch (mode & TYPE_MASK) {
          case 0100000 -> FileType.REGULAR;
          case 0040000 -> FileType.DIRECTORY;
          case 0120000 -> FileType.SYMBOLIC_LINK;
          default -> FileType.OTHER;
        };
    return new FileAttributes(
        type,
        field(unix, "size", Long.class),
        mode & PERMISSIONS_MASK,
        Integer.toUnsignedLong(field(unix, "uid", Integer.class)),
        Integer.toUnsignedLong(field(unix, "gid", Integer.class)),
        field(unix, "lastModifiedTime", FileTime.class).toInstant());
  }

  private static <V> V field(Map<String, Object> unix, String name, Class<V> type) {
    return Objects.requireNonNull(type.cast(unix.get(name)), name);
  }

  private static List<FileEntry> entries(Path directory, int most)
      throws IOException, TooManyException {
    List<FileEntry> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path entry : stream) {
        if (found.size() == most) {
          throw new TooManyException();
        }
        found.add(new FileEntry(LocalPaths.nameOf(entry), attributes(entry)));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private static FilePath target(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    if (target.isAbsolute()) {
      return LocalPaths.ofJava(target);
    }
    byte[] base = LocalPaths.ofJava(Path.of("")).bytes();
    byte[] all = LocalPaths.ofJava(target).bytes();
    int skipped = base.length == 1 ? 1 : base.length + 1;
    return FilePath.of(Arrays.copyOfRange(all, skipped, all.length));
  }

  private static byte[] bytes(Path file, long offset, int length) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new IOException("not a regular file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long left = Math.max(0, channel.size() - offset);
      ByteBuffer content = ByteBuffer.allocate((int) Math.min(length, Math.max(left, 4096)));
      long at = offset;
      int read;
      while (content.hasRemaining() && (read = channel.read(content, at)) >= 0) {
        at += read;
      }
      return Arrays.copyOf(content.array(), content.position());
    }
  }

  private <T> Outcome<T> within(Duration deadline, FilePath path, Work<T> work) {
    long startedNanos = System.nanoTime();
    if (closed) {
      return failed(
          FailureKind.EXECUTOR_CLOSED, Delivery.NOT_STARTED, path, "The view is closed", 0);
    }
    FutureTask<T> task = new FutureTask<>(work::run);
    boolean interrupted = false;
    try {
      threads.execute(task);
      T value = task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
      return new Success<>(value, evidence(System.nanoTime() - startedNanos));
    } catch (RejectedExecutionException e) {
      return failed(
          FailureKind.EXECUTOR_CLOSED, Delivery.NOT_STARTED, path, "The transport is closed", 0);
    } catch (TimeoutException e) {
      return failed(
          FailureKind.TIMED_OUT,
          Delivery.COMPLETED,
          path,
          deadline.toString(),
          System.nanoTime() - startedNanos);
    } catch (InterruptedException | CancellationException e) {
      interrupted = true;
      return failed(
          FailureKind.CANCELLED,
          Delivery.COMPLETED,
          path,
          "The thread was interrupted",
          System.nanoTime() - startedNanos);
    } catch (ExecutionException e) {
      boolean tooMany = e.getCause() instanceof TooManyException;
      return failed(
          tooMany ? FailureKind.OUTPUT_LIMIT : kind(e.getCause()),
          Delivery.COMPLETED,
          path,
          tooMany ? "The directory has more entries than allowed" : String.valueOf(e.getCause()),
          System.nanoTime() - startedNanos);
    } finally {
      task.cancel(true);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FailureKind kind(@Nullable Throwable cause) {
    return cause instanceof NoSuchFileException
        ? FailureKind.PATH_NOT_FOUND
        : cause instanceof AccessDeniedException
            ? FailureKind.PATH_FORBIDDEN
            : FailureKind.PATH_FAILED;
  }

  private static Evidence evidence(long elapsedNanos) {
    return new Evidence(
        Optional.empty(), Duration.ofNanos(elapsedNanos), 1, CapturedOutput.empty());
  }

  private static <T> Outcome<T> failed(
      FailureKind kind, Delivery delivery, FilePath path, String detail, long elapsedNanos) {
    Evidence evidence = evidence(elapsedNanos);
    Circumstances circumstances =
        new Circumstances("this machine", false, 1, evidence.elapsed(), Optional.empty(), detail);
    return new Failure<>(
        kind,
        delivery,
        evidence,
        ExplanationCatalogue.english().explain(kind, delivery, circumstances),
        path + ": " + detail);
  }
}
