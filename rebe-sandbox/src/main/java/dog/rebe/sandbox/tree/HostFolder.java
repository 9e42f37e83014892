package dog.rebe.sandbox.tree;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.List;

/**
 * A folder of this machine, for reading alone. Every operation opens the way from the folder down,
 * name by name, each relative to the one before and without following a link ({@code openat} with
 * {@code O_NOFOLLOW}), so a name that is swapped for a link meanwhile is refused by the system and
 * leads nowhere.
 */
public final class HostFolder {

  private final Path root;

  private HostFolder(Path root) {
    this.root = root;
  }

  /**
   * The tree of a folder.
   *
   * @throws IOException if it is no folder that can be read, or this system cannot open files
   *     relative to an open directory
   */
  public static TreeDirectory open(Path folder) throws IOException {
    HostFolder host = new HostFolder(folder.toRealPath());
    try (SecureDirectoryStream<Path> opened = host.openRoot()) {
      if (!opened.iterator().hasNext() && !Files.isDirectory(host.root)) {
        throw new IOException(folder + " is no folder");
      }
    }
    return new HostDirectory(host, List.of());
  }

  /** Opens a directory below; the caller closes it. */
  SecureDirectoryStream<Path> openDirectory(List<Name> way) throws IOException {
    SecureDirectoryStream<Path> current = openRoot();
    for (Name name : way) {
      try (SecureDirectoryStream<Path> parent = current) {
        current = parent.newDirectoryStream(path(name), LinkOption.NOFOLLOW_LINKS);
      }
    }
    return current;
  }

  /** The caller closes it. */
  @SuppressWarnings("StreamResourceLeak")
  private SecureDirectoryStream<Path> openRoot() throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(root);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new IOException(
        "This system cannot open files relative to an open directory, so no folder of it can be"
            + " granted safely");
  }

  /** A name as this system writes it. */
  Path path(Name name) {
    return root.getFileSystem().getPath(name.toString());
  }

  /** Where a directory below stood when somebody looked last. */
  Path location(List<Name> way) {
    Path at = root;
    for (Name name : way) {
      at = at.resolve(path(name));
    }
    return at;
  }
}
