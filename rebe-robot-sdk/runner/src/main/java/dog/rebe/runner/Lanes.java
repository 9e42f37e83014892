package dog.rebe.runner;

import dog.rebe.node.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works on many nodes, on so many at the same time in all and on so many of one site. No thread of
 * its own: what ends starts the next.
 *
 * @param <R> what comes of a node
 */
final class Lanes<R> {

  private final int width;
  private final int perSite;
  private final Function<Node, String> site;
  private final Function<Node, CompletableFuture<R>> work;
  private final BooleanSupplier goesOn;
  private final Deque<Node> waiting;
  private final Map<String, Integer> busy = new HashMap<>();
  private final List<R> results = new ArrayList<>();
  private final CompletableFuture<List<R>> done = new CompletableFuture<>();
  private final AtomicInteger rounds = new AtomicInteger();
  private @Nullable Throwable broken;
  private int running;

  Lanes(
      List<Node> nodes,
      ApplyOptions options,
      BooleanSupplier goesOn,
      Function<Node, CompletableFuture<R>> work) {
    this.width = options.concurrency();
    this.perSite = options.perSite();
    this.site = node -> node.labels().getOrDefault(options.siteLabel(), "");
    this.goesOn = goesOn;
    this.work = work;
    this.waiting = new ArrayDeque<>(nodes);
  }

  /** What came of the nodes that had their turn, in the order in which they ended. */
  CompletableFuture<List<R>> run() {
    proceed();
    return done;
  }

  /** What ends at once does not start the next from within its own start. */
  private void proceed() {
    if (rounds.getAndIncrement() != 0) {
      return;
    }
    do {
      for (Node node = next(); node != null; node = next()) {
        begin(node);
      }
    } while (rounds.decrementAndGet() != 0);
  }

  private void begin(Node node) {
    CompletableFuture<R> unused =
        work.apply(node)
            .whenComplete(
                (result, failure) -> {
                  ended(node, result, failure);
                  proceed();
                });
  }

  private synchronized void ended(Node node, R result, @Nullable Throwable failure) {
    running--;
    busy.merge(site.apply(node), -1, Integer::sum);
    if (failure == null) {
      results.add(result);
    } else {
      broken = failure;
    }
  }

  private synchronized @Nullable Node next() {
    Node node = broken == null ? take() : null;
    if (node != null) {
      running++;
      busy.merge(site.apply(node), 1, Integer::sum);
    } else if (running == 0 && broken != null) {
      done.completeExceptionally(broken);
    } else if (running == 0) {
      done.complete(List.copyOf(results));
    }
    return node;
  }

  private @Nullable Node take() {
    if (running >= width || !goesOn.getAsBoolean()) {
      return null;
    }
    for (Iterator<Node> nodes = waiting.iterator(); nodes.hasNext(); ) {
      Node node = nodes.next();
      if (busy.getOrDefault(site.apply(node), 0) < perSite) {
        nodes.remove();
        return node;
      }
    }
    return null;
  }
}
