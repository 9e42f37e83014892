package dog.rebe.ssh.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One I/O thread and the sockets that it watches. It waits for all of them at once, and what one
 * brings is read into a room that all share, so that a socket which rests costs neither a system
 * call nor a buffer. Thread-safe.
 */
final class IoLoop implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IoLoop.class);
  private static final int ROOM_BYTES = 64 * 1024;
  private static final int PATIENCE_SECONDS = 5;

  /** Somebody whose socket is watched. */
  interface Watcher {
    /** What was waited for can be done now. On the loop's thread; must not block. */
    void ready(SelectionKey key, ByteBuffer room);

    /** The loop ends. On its thread. */
    void abandoned();
  }

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger taskCount = new AtomicInteger();
  private final ByteBuffer room = ByteBuffer.allocateDirect(ROOM_BYTES);
  private final Thread thread;
  private volatile boolean closed;

  private IoLoop(String name) throws IOException {
    this.selector = Selector.open();
    this.thread = new Thread(this, name);
    thread.setDaemon(true);
  }

  /** A loop that runs. */
  static IoLoop start(String name) {
    try {
      IoLoop loop = new IoLoop(name);
      loop.thread.start();
      return loop;
    } catch (IOException e) {
      throw new UncheckedIOException("No I/O thread could be started", e);
    }
  }

  /** Runs something on the loop's thread soon. Once the loop has ended it runs here, at once. */
  void execute(Runnable task) {
    tasks.add(task);
    if (closed) {
      runTasks();
    } else if (taskCount.getAndIncrement() == 0 && Thread.currentThread() != thread) {
      selector.wakeup();
    }
  }

  /** The sockets that were closed are to be given back to the system. */
  void sweep() {
    selector.wakeup();
  }

  /** Watches a socket from now on. Only on the loop's thread. */
  SelectionKey watch(SocketChannel socket, int interest, Watcher watcher)
      throws ClosedChannelException {
    return socket.register(selector, interest, watcher);
  }

  /** Waits for something else. From any thread. */
  void await(SelectionKey key, int interest) {
    try {
      if (key.interestOps() != interest) {
        key.interestOps(interest);
        if (Thread.currentThread() != thread) {
          selector.wakeup();
        }
      }
    } catch (CancelledKeyException e) {
      // It is closed, and nothing is waited for any more.
    }
  }

  @Override
  public void run() {
    try {
      while (!closed) {
        selector.select(this::ready);
        Thread.interrupted();
        runTasks();
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("An I/O thread ended", e);
    } finally {
      closed = true;
      end();
    }
  }

  private void ready(SelectionKey key) {
    Watcher watcher = (Watcher) key.attachment();
    try {
      if (key.isValid()) {
        watcher.ready(key, room);
      }
    } catch (CancelledKeyException e) {
      // Closed meanwhile by somebody else.
    } catch (RuntimeException | Error e) {
      LOG.error("What came on a connection could not be handled", e);
      abandon(watcher);
    }
  }

  private static void abandon(Watcher watcher) {
    try {
      watcher.abandoned();
    } catch (RuntimeException | Error e) {
      LOG.error("A connection could not be closed", e);
    }
  }

  private void runTasks() {
    int missed = taskCount.get();
    do {
      Runnable task;
      while ((task = tasks.poll()) != null) {
        try {
          task.run();
        } catch (RuntimeException | Error e) {
          LOG.error("A task of an I/O thread failed", e);
        }
      }
      missed = taskCount.addAndGet(-missed);
    } while (missed != 0 && !closed);
  }

  private void end() {
    try {
      for (SelectionKey key : selector.keys()) {
        abandon((Watcher) key.attachment());
      }
      runTasks();
      selector.close();
    } catch (IOException | ClosedSelectorException e) {
      LOG.warn("The sockets of an I/O thread could not be given back", e);
    }
  }

  /** Ends the thread and closes its sockets. Blocks for some seconds at most. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      if (thread.isAlive()) {
        LOG.warn("An I/O thread did not end within {} s", PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
