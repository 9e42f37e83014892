package dog.rebe.ssh.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A file that one writer at a time changes, durably. The lock is on another file: closing any
 * reader of a file would give up a POSIX lock on it.
 */
final class GuardedFile implements AutoCloseable {

  private static final int LOCK_ATTEMPTS = 200;
  private static final long LOCK_PAUSE_NANOS = 50_000_000;

  private final Path named;
  private final Path file;
  private final FileChannel lockChannel;
  private byte[] content = {};

  private GuardedFile(Path named, Path file, FileChannel lockChannel) {
    this.named = named;
    this.file = file;
    this.lockChannel = lockChannel;
  }

  /** Waits up to ten seconds for other writers. */
  static GuardedFile lock(Path named) {
    try {
      Path file = Files.exists(named) ? named.toRealPath() : named.toAbsolutePath();
      Path folder = folder(file);
      if (Files.notExists(folder)) {
        Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
      }
      Path lock = folder.resolve(file.getFileName() + ".lock");
      FileChannel channel =
          FileChannel.open(
              lock,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              ownerOnly(folder, "rw-------"));
      try {
        acquire(channel, named, lock);
        GuardedFile guarded = new GuardedFile(named, file, channel);
        guarded.content = KnownHostsContent.bytes(file).orElse(new byte[0]);
        return guarded;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw KnownHostsException.ofFile(named, "The file cannot be locked for writing: " + e, e);
    }
  }

  private static void acquire(FileChannel channel, Path named, Path lock) throws IOException {
    for (int attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
      if (tryLock(channel) != null) {
        return;
      }
      LockSupport.parkNanos(LOCK_PAUSE_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw KnownHostsException.ofFile(named, "Interrupted while another writer held " + lock);
      }
    }
    throw KnownHostsException.ofFile(
        named, "Another writer has held " + lock + " for too long: find out which, and try again");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this process
    }
  }

  /** What the file held when it was locked; empty if there was none. */
  byte[] content() {
    return content;
  }

  /** Adds whole lines at the end, in one write, on a line of their own. */
  void append(String lines) {
    boolean torn = content.length > 0 && content[content.length - 1] != '\n';
    ByteBuffer bytes =
        ByteBuffer.wrap(((torn ? "\n" : "") + lines).getBytes(StandardCharsets.ISO_8859_1));
    boolean isNew = Files.notExists(file);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
            ownerOnly(folder(file), "rw-------"))) {
      long before = channel.size();
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
      if (isNew) {
        syncFolder();
      }
    } catch (IOException e) {
      throw KnownHostsException.ofFile(named, "The file cannot be written: " + e, e);
    }
  }

  /** Puts another text in the place of the file's, with the same permissions and owner. */
  void replace(String text) {
    Path folder = folder(file);
    Path next = null;
    try {
      next = Files.createTempFile(folder, ".known_hosts", ".new", ownerOnly(folder, "rw-------"));
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      copyAccess(next);
      if (!Arrays.equals(content, Files.readAllBytes(file))) {
        throw KnownHostsException.ofFile(
            named, "Another program changed the file meanwhile: nothing was written, try again");
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder();
    } catch (IOException e) {
      throw KnownHostsException.ofFile(named, "The file cannot be written: " + e, e);
    } finally {
      deleteIfThere(next);
    }
  }

  private void copyAccess(Path to) throws IOException {
    PosixFileAttributeView from = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (from == null || view == null) {
      return;
    }
    PosixFileAttributes wanted = from.readAttributes();
    PosixFileAttributes given = view.readAttributes();
    if (!wanted.owner().equals(given.owner())) {
      view.setOwner(wanted.owner());
    }
    if (!wanted.group().equals(given.group())) {
      view.setGroup(wanted.group());
    }
    view.setPermissions(wanted.permissions());
  }

  private void syncFolder() throws IOException {
    if (isPosix(folder(file))) {
      try (FileChannel channel = FileChannel.open(folder(file), StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void deleteIfThere(@Nullable Path leftover) {
    if (leftover != null) {
      try {
        Files.deleteIfExists(leftover);
      } catch (IOException e) {
        // The change itself has failed already, or is done: an unused file beside it harms nobody.
      }
    }
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw KnownHostsException.ofFile(file, "This is no file: name one");
    }
    return folder;
  }

  private static FileAttribute<?>[] ownerOnly(Path folder, String permissions) {
    return isPosix(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  @Override
  public void close() {
    try {
      lockChannel.close();
    } catch (IOException e) {
      throw KnownHostsException.ofFile(named, "The lock cannot be given back: " + e, e);
    }
  }
}
