package dog.rebe.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A file on disk that only its owner may read and write, locked against a second writer. */
final class DiskFile implements ChronicleFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<OpenOption> OPTIONS =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  private final FileChannel channel;
  private final WriterLock lock;
  private final Optional<String> widerPermissions;

  private DiskFile(FileChannel channel, WriterLock lock, Optional<String> widerPermissions) {
    this.channel = channel;
    this.lock = lock;
    this.widerPermissions = widerPermissions;
  }

  /** Opens or creates the file, once nobody else writes to it. */
  static DiskFile open(Path file) throws IOException {
    WriterLock lock = WriterLock.acquire(file);
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ChronicleException(
            "The chronicle " + file + " is a link or no file at all: name a regular file");
      }
      Optional<String> wider = closeToOthers(file);
      FileChannel channel = openChannel(file);
      return new DiskFile(channel, lock, wider);
    } catch (IOException | RuntimeException e) {
      lock.release();
      throw e;
    }
  }

  private static FileChannel openChannel(Path file) throws IOException {
    if (!hasPosixPermissions(file)) {
      return FileChannel.open(file, OPTIONS);
    }
    FileChannel channel =
        FileChannel.open(file, OPTIONS, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
      // A new file is only safe once its folder is
      folder.force(true);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return channel;
  }

  /**
   * Takes the file from everybody but its owner; returns the permissions that it had if they were
   * wider.
   */
  private static Optional<String> closeToOthers(Path file) throws IOException {
    if (!Files.exists(file) || !hasPosixPermissions(file)) {
      return Optional.empty();
    }
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
    if (OWNER_ONLY.containsAll(found)) {
      return Optional.empty();
    }
    Files.setPosixFilePermissions(file, OWNER_ONLY);
    return Optional.of(PosixFilePermissions.toString(found));
  }

  static boolean hasPosixPermissions(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** The permissions that the file had when it was opened, if others could use it then. */
  Optional<String> widerPermissions() {
    return widerPermissions;
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  public void append(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      lock.release();
    }
  }
}
