package dog.rebe.sandbox.previewer;

import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Paths whose changes are our own, with all that is below them. */
record OurPaths(Set<FilePath> paths) {

  /** Whether it is one of them, or below one. */
  boolean hold(FilePath path) {
    String text = latin1(path);
    for (int end = text.length(); end > 0; end = text.lastIndexOf('/', end - 1)) {
      if (paths.contains(FilePath.of(bytes(text.substring(0, end))))) {
        return true;
      }
    }
    return false;
  }

  /** How many of them are entries of this folder. */
  int countIn(FilePath folder) {
    String prefix = latin1(folder).equals("/") ? "/" : latin1(folder) + "/";
    return (int)
        paths.stream()
            .map(OurPaths::latin1)
            .filter(path -> path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0)
            .count();
  }

  /** The entries of a folder but those that are among them. */
  List<FileEntry> without(FilePath folder, List<FileEntry> entries) {
    return entries.stream().filter(entry -> !hold(folder.resolve(entry.name()))).toList();
  }

  private static String latin1(FilePath path) {
    return new String(path.bytes(), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }
}
