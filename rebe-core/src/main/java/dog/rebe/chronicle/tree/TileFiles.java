package dog.rebe.chronicle.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Writes tiles so that whoever reads meanwhile, and whoever comes after a crash, sees a whole file
 * or none.
 */
final class TileFiles {

  private final Path root;
  private final Path unfinished;
  private final Set<Path> changed = new LinkedHashSet<>();

  TileFiles(Path root) {
    this.root = root;
    this.unfinished = root.resolve(".unfinished");
  }

  /** Writes a file anew, unless it holds just that. A full tile takes the place of partial ones. */
  void write(Path file, byte[] bytes) throws IOException {
    if (holds(file, bytes)) {
      return;
    }
    createFolders(parent(file));
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    changed.add(parent(file));
    deletePartialsOf(file);
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    try {
      return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static void deletePartialsOf(Path file) throws IOException {
    Path partials = TilePath.partial(file, 1).resolveSibling(".").normalize();
    if (!Files.isDirectory(partials)) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(partials)) {
      for (Path partial : all) {
        Files.delete(partial);
      }
    }
    Files.delete(partials);
  }

  private void createFolders(Path folder) throws IOException {
    for (Path missing = folder; !Files.isDirectory(missing); missing = parent(missing)) {
      changed.add(parent(missing));
    }
    Files.createDirectories(folder);
  }

  private Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? root : parent;
  }

  /** Makes the names of what was written as safe as the content. */
  void forceFolders() throws IOException {
    if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      for (Path folder : changed) {
        if (Files.isDirectory(folder)) {
          try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
          }
        }
      }
    }
    changed.clear();
  }
}
