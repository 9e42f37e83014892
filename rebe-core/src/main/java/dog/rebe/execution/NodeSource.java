package dog.rebe.execution;

import dog.rebe.node.Node;
import org.jspecify.annotations.Nullable;

/** Where the nodes of a run come from, one at a time and only as many as can begin. */
interface NodeSource {

  /** Begins. {@code onMore} is called when there may be more to poll, from any thread. */
  void begin(Runnable onMore);

  /** Says how many nodes could begin now. */
  void want(long nodes);

  /**
   * The next node; absent if there is none now.
   *
   * @throws RuntimeException if the source failed; it is over then
   */
  @Nullable Node poll();

  /** Whether there will be none any more. */
  boolean isOver();

  /** Gives no more nodes than it has given. */
  void close();
}
