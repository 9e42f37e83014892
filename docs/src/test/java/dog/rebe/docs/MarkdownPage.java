package dog.rebe.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A page of the documentation, and the fenced blocks in it. */
record MarkdownPage(Path path, List<String> lines) {

  private static final String FENCE = "```";

  /** README.md and every page of docs. */
  static List<MarkdownPage> all() throws IOException {
    Path root = root();
    List<Path> paths = new ArrayList<>();
    paths.add(root.resolve("README.md"));
    try (Stream<Path> pages = Files.list(root.resolve("docs"))) {
      pages.filter(page -> page.toString().endsWith(".md")).sorted().forEach(paths::add);
    }
    List<MarkdownPage> all = new ArrayList<>();
    for (Path path : paths) {
      all.add(new MarkdownPage(path, Files.readAllLines(path)));
    }
    return all;
  }

  /** The top folder of the project: tests run in the folder of their module. */
  static Path root() {
    return Path.of("").toAbsolutePath().getParent();
  }

  /** Its fenced blocks, in order. */
  List<Snippet> snippets() {
    List<Snippet> snippets = new ArrayList<>();
    int opened = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith(FENCE)) {
        continue;
      }
      if (opened < 0) {
        opened = i;
      } else {
        snippets.add(snippet(opened, i));
        opened = -1;
      }
    }
    if (opened >= 0) {
      throw new IllegalStateException(path + ":" + (opened + 1) + ": this block is never closed");
    }
    return snippets;
  }

  private Snippet snippet(int open, int close) {
    List<String> words =
        Stream.of(lines.get(open).substring(FENCE.length()).strip().split("\\s+", -1)).toList();
    Map<String, String> attributes = new LinkedHashMap<>();
    words.stream()
        .skip(1)
        .forEach(
            word -> {
              int equals = word.indexOf('=');
              attributes.put(
                  equals < 0 ? word : word.substring(0, equals),
                  equals < 0 ? "" : word.substring(equals + 1));
            });
    return new Snippet(
        root().relativize(path),
        open + 1,
        words.get(0),
        attributes,
        String.join("\n", lines.subList(open + 1, close)) + "\n");
  }
}
