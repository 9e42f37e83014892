package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.Shown;
import dog.rebe.files.DownloadedFile;
import dog.rebe.files.FilePath;
import dog.rebe.node.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** A folder of this machine with a folder for each node, in which its file is kept. */
final class FetchedFiles {

  private final Path folder;
  private final String name;

  /**
   * Keeps files of this path on the nodes in this folder, which is made if it is not there.
   *
   * @throws BadInput if the path names no file, or the folder cannot be made
   */
  FetchedFiles(Path folder, FilePath path) {
    this.folder = folder;
    String text = path.toString();
    this.name = safe(text.substring(text.lastIndexOf('/') + 1));
    if (name.isEmpty()) {
      throw new BadInput("'" + Shown.value(text) + "' names a folder: name a file");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInput(
          "The folder "
              + Shown.value(folder.toString())
              + " cannot be made ("
              + e.getMessage()
              + "): name another one",
          e);
    }
  }

  /**
   * Keeps a file, in one rename: whoever looks sees all of it or nothing.
   *
   * @return where it is now
   * @throws OutputLost if it cannot be written
   */
  Path keep(NodeId node, DownloadedFile file) {
    Path target = folder.resolve(safe(node.value())).resolve(name);
    try {
      Files.createDirectories(target.getParent());
      Path part = Files.createTempFile(target.getParent(), ".rebe-get-", "");
      try {
        Files.write(part, file.content());
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
      return target;
    } catch (IOException e) {
      throw new OutputLost(target + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** The text as the name of one file: what could lead elsewhere is written as in a URL. */
  static String safe(String text) {
    StringBuilder name = new StringBuilder();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-_@:+=,".indexOf(c) >= 0
              || (c == '.' && i > 0);
      name.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02x", (int) c));
    }
    return name.toString();
  }
}
