package dog.rebe.node;

import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A host list that was checked and is read again each time, one line after the other. */
record StreamedHostList(Path file) implements Inventory {

  static StreamedHostList checked(Path file) {
    new DuplicateSearch(file).run();
    return new StreamedHostList(file);
  }

  @Override
  public String source() {
    return file.toString();
  }

  @Override
  public Stream<Node> nodes() {
    NumberedLines lines = NumberedLines.open(file);
    Spliterator<Node> nodes =
        new AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super Node> action) {
            Node node = HostLines.next(lines, source());
            if (node != null) {
              action.accept(node);
            }
            return node != null;
          }
        };
    return StreamSupport.stream(nodes, false).onClose(lines::close);
  }
}
