package dog.rebe.ssh;

import dog.rebe.execution.Scheduler;
import dog.rebe.execution.SystemScheduler;
import dog.rebe.ssh.lookup.NamedThreads;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The threads of a transport beside its I/O threads: few, and gone when there is nothing to do. */
final class TransportThreads implements Scheduler, AutoCloseable {

  private static final int SIGNATURES = 8;
  private static final int STREAMS = 8;
  private static final int CLOSERS = 2;
  private static final long IDLE_SECONDS = 10;

  private final @Nullable SystemScheduler own;
  private final Scheduler scheduler;
  private final ExecutorService signing = bounded(SIGNATURES, "rebe-ssh-signing");
  private final ExecutorService streams = bounded(STREAMS, "rebe-ssh-input");
  private final ExecutorService closers = bounded(CLOSERS, "rebe-ssh-input-end");

  TransportThreads(@Nullable Scheduler given) {
    own = given == null ? SystemScheduler.create() : null;
    scheduler = given != null ? given : Objects.requireNonNull(own);
  }

  private static ExecutorService bounded(int threads, String name) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new NamedThreads(name),
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** For agents that sign and passwords that are fetched. */
  ExecutorService signing() {
    return signing;
  }

  /** For the streams that callers give as standard input. */
  ExecutorService streams() {
    return streams;
  }

  /** For closing such a stream under a thread that hangs in it. */
  ExecutorService closers() {
    return closers;
  }

  @Override
  public long nanoTime() {
    return scheduler.nanoTime();
  }

  /** Once it is closed nothing is due any more: what waited has been told of the end. */
  @Override
  public Cancellation schedule(Duration delay, Runnable task) {
    try {
      return scheduler.schedule(delay, task);
    } catch (RejectedExecutionException e) {
      return () -> {};
    }
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
    signing.shutdownNow();
    streams.shutdownNow();
    closers.shutdownNow();
  }
}
