package dog.rebe.sandbox;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with a name and a stack of a known size. */
final class NamedThreads implements ThreadFactory {

  private final String name;
  private final long stackBytes;
  private final AtomicInteger count = new AtomicInteger();

  NamedThreads(String name, long stackBytes) {
    this.name = name;
    this.stackBytes = stackBytes;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(null, task, name + "-" + count.incrementAndGet(), stackBytes);
    thread.setDaemon(true);
    return thread;
  }
}
