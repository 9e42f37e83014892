package dog.rebe.ssh.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.jspecify.annotations.Nullable;

/**
 * The I/O threads of all connections. The library's own connector parks a thread for each
 * connection that is being made, so that a few dead hosts hold up all others; {@link TcpConnector}
 * parks none.
 */
final class LoopServices extends AbstractCloseable implements IoServiceFactory {

  private final FactoryManager manager;
  private final AsynchronousChannelGroup group;
  private final CloseableExecutorService resuming;
  private @Nullable IoServiceEventListener listener;

  LoopServices(FactoryManager manager, int threads) {
    this.manager = manager;
    this.resuming = ThreadUtils.newFixedThreadPool("rebe-ssh-resume", 1);
    try {
      group = AsynchronousChannelGroup.withFixedThreadPool(threads, threadFactory());
    } catch (IOException e) {
      throw new UncheckedIOException("No I/O threads could be started", e);
    }
  }

  private static ThreadFactory threadFactory() {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "rebe-ssh-io-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public IoConnector createConnector(IoHandler handler) {
    return new TcpConnector(manager, handler, group, resuming);
  }

  @Override
  public IoAcceptor createAcceptor(IoHandler handler) {
    throw new UnsupportedOperationException("Nothing here listens");
  }

  @Override
  public @Nullable IoServiceEventListener getIoServiceEventListener() {
    return listener;
  }

  @Override
  public void setIoServiceEventListener(@Nullable IoServiceEventListener newListener) {
    listener = newListener;
  }

  @Override
  protected void doCloseImmediately() {
    resuming.shutdownNow();
    try {
      group.shutdownNow();
      if (!group.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("The I/O threads did not end within 5 s");
      }
    } catch (IOException e) {
      log.warn("The I/O threads could not be ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      super.doCloseImmediately();
    }
  }
}
