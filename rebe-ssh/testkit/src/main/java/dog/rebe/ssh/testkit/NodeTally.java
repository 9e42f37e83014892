package dog.rebe.ssh.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what happens on one node. Thread-safe. */
final class NodeTally {

  private static final int KEPT = 256;

  private final AtomicLong sessionsOpened = new AtomicLong();
  private final AtomicLong sessionsOpen = new AtomicLong();
  private final AtomicLong authenticated = new AtomicLong();
  private final AtomicLong channelsOpened = new AtomicLong();
  private final AtomicLong channelsOpen = new AtomicLong();
  private final AtomicLong executions = new AtomicLong();
  private final Deque<Execution> latest = new ArrayDeque<>();

  void sessionOpened() {
    sessionsOpened.incrementAndGet();
    sessionsOpen.incrementAndGet();
  }

  void sessionClosed() {
    sessionsOpen.decrementAndGet();
  }

  void authenticated() {
    authenticated.incrementAndGet();
  }

  void channelOpened() {
    channelsOpened.incrementAndGet();
    channelsOpen.incrementAndGet();
  }

  void channelClosed() {
    channelsOpen.decrementAndGet();
  }

  void executed(Execution execution) {
    executions.incrementAndGet();
    synchronized (latest) {
      if (latest.size() == KEPT) {
        latest.removeFirst();
      }
      latest.addLast(execution);
    }
  }

  List<Execution> latestExecutions() {
    synchronized (latest) {
      return List.copyOf(latest);
    }
  }

  NodeStatistics statistics(int processes) {
    return new NodeStatistics(
        sessionsOpened.get(),
        sessionsOpen.get(),
        authenticated.get(),
        channelsOpened.get(),
        channelsOpen.get(),
        executions.get(),
        processes);
  }
}
