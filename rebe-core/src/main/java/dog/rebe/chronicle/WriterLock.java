package dog.rebe.chronicle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps a second writer away, in this process or another. The lock is on a file beside the
 * chronicle, because POSIX drops a process's lock when it closes <em>any</em> descriptor of the
 * locked file, a reader's too. For the same reason this process must not open its own lock file a
 * second time: a file beside it says who holds the lock. The system frees the lock when its holder
 * dies.
 */
final class WriterLock {

  private static final Object ACQUIRING = new Object();

  private final FileChannel channel;
  private final FileLock lock;
  private final Path holder;

  private WriterLock(FileChannel channel, FileLock lock, Path holder) {
    this.channel = channel;
    this.lock = lock;
    this.holder = holder;
  }

  static WriterLock acquire(Path file) throws IOException {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    Path holder = file.resolveSibling(file.getFileName() + ".holder");
    synchronized (ACQUIRING) {
      if (read(holder).equals(Optional.of(thisProcess()))) {
        throw new ChronicleException(
            "The chronicle " + file + " is already open in this program: share that one");
      }
      FileChannel channel = open(lockFile);
      FileLock lock = null;
      try {
        lock = channel.tryLock();
        if (lock == null) {
          throw heldElsewhere(file, holder);
        }
        Files.writeString(holder, thisProcess());
        return new WriterLock(channel, lock, holder);
      } catch (OverlappingFileLockException e) {
        throw heldElsewhere(file, holder);
      } finally {
        if (lock == null) {
          channel.close();
        }
      }
    }
  }

  private static FileChannel open(Path lockFile) throws IOException {
    var options = java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return DiskFile.hasPosixPermissions(lockFile)
        ? FileChannel.open(
            lockFile,
            options,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : FileChannel.open(lockFile, options);
  }

  private static ChronicleException heldElsewhere(Path file, Path holder) throws IOException {
    String who = read(holder).map(text -> " (process " + text.split(" ", 2)[0] + ")").orElse("");
    return new ChronicleException(
        "The chronicle "
            + file
            + " is open in another program"
            + who
            + ": end that program, or give this one a chronicle of its own");
  }

  private static Optional<String> read(Path holder) throws IOException {
    try {
      return Optional.of(Files.readString(holder));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The process id alone is not enough: it comes back after a restart, in a container at once. */
  private static String thisProcess() {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + " " + started;
  }

  void release() throws IOException {
    synchronized (ACQUIRING) {
      Files.deleteIfExists(holder);
      lock.release();
      channel.close();
    }
  }
}
