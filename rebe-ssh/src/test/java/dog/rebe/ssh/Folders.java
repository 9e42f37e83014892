package dog.rebe.ssh;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Folders that servers have worked in. */
final class Folders {

  private Folders() {}

  /** Deletes one with all that is in it, also while what still runs there makes and drops files. */
  static void delete(Path folder) {
    Awaiting.await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              Files.walkFileTree(folder, new Deleting());
              return Files.notExists(folder);
            });
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, IOException problem)
        throws IOException {
      Files.deleteIfExists(visited);
      return FileVisitResult.CONTINUE;
    }
  }
}
