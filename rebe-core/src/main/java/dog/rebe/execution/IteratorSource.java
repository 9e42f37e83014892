package dog.rebe.execution;

import dog.rebe.node.Node;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Nodes of an iterable or a stream, which is opened when the run begins. */
final class IteratorSource implements NodeSource {

  private final Supplier<Iterator<Node>> opener;
  private final Runnable onClose;
  private @Nullable Iterator<Node> nodes;
  private boolean over;

  IteratorSource(Supplier<Iterator<Node>> opener, Runnable onClose) {
    this.opener = opener;
    this.onClose = onClose;
  }

  @Override
  public void begin(Runnable onMore) {}

  @Override
  public void want(long wanted) {}

  @Override
  public @Nullable Node poll() {
    if (over) {
      return null;
    }
    boolean found = false;
    try {
      if (nodes == null) {
        nodes = opener.get();
      }
      found = nodes.hasNext();
      return found ? Objects.requireNonNull(nodes.next(), "a node of the fleet") : null;
    } catch (RuntimeException e) {
      found = false;
      throw e;
    } finally {
      if (!found) {
        close();
      }
    }
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    if (!over) {
      over = true;
      nodes = null;
      onClose.run();
    }
  }
}
