package dog.rebe.node;

import org.jspecify.annotations.Nullable;

/** The nodes of the lines of a host list, each with the number of its line. */
final class HostLines {

  /** Takes a node and the number of its line. */
  interface Consumer {
    void accept(Node node, long line);
  }

  private HostLines() {}

  static void forEach(NumberedLines lines, String source, Consumer consumer) {
    Node node;
    while ((node = next(lines, source)) != null) {
      consumer.accept(node, lines.number());
    }
  }

  /** The next node; null after the last. */
  static @Nullable Node next(NumberedLines lines, String source) {
    String line;
    while ((line = lines.next()) != null) {
      Node node = new HostListLine(source, lines.number()).parse(line).orElse(null);
      if (node != null) {
        return node;
      }
    }
    return null;
  }
}
