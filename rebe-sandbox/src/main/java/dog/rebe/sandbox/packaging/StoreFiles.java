package dog.rebe.sandbox.packaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Writes files of the store whole or not at all, and lets one at a time change anything. */
final class StoreFiles {

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Path temporary;
  private final Path lock;

  StoreFiles(Path folder) throws IOException {
    this.temporary = Files.createDirectories(folder.resolve("tmp"));
    this.lock = folder.resolve("lock");
  }

  /** What is done while nobody else changes the store. */
  @FunctionalInterface
  interface Change<T, E extends Exception> {
    T make() throws IOException, E;
  }

  synchronized <T, E extends Exception> T locked(Change<T, E> change) throws IOException, E {
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = acquire(channel)) {
      if (!held.isValid()) {
        throw new IOException("The lock of the store was lost");
      }
      return change.make();
    }
  }

  /** Another thread of this process is told by an exception, another process by waiting. */
  private FileLock acquire(FileChannel channel) throws IOException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < PATIENCE_NANOS) {
      try {
        FileLock held = channel.tryLock();
        if (held != null) {
          return held;
        }
      } catch (OverlappingFileLockException e) {
        // Held by another store object of this process: the same wait
      }
      LockSupport.parkNanos(RETRY_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("Interrupted while waiting for the lock " + lock);
      }
    }
    throw new IOException("Another process holds the lock " + lock + " for half a minute");
  }

  void write(Path file, byte[] content) throws IOException {
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
      return;
    }
    Path fresh = Files.createTempFile(temporary, "part", null);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void removeAllBut(Path folder, Set<String> names) throws IOException {
    for (Path entry : entries(folder)) {
      if (!names.contains(String.valueOf(entry.getFileName()))) {
        Files.deleteIfExists(entry);
      }
    }
  }

  /** Whoever holds the lock knows that nobody is writing one. */
  void removeLeftovers() throws IOException {
    removeAllBut(temporary, Set.of());
  }

  static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
