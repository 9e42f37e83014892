package dog.rebe.ssh.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2CompletionHandler;
import org.apache.sshd.common.io.nio2.Nio2Service;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.apache.sshd.common.util.Readable;

/**
 * A connection that sends small packets at once, on the thread that has them. The JDK hands a write
 * with a completion handler to one of the I/O threads, unless it comes from one: a command would
 * wait until that thread wakes, and pay for it. A write with a future is tried at once. Only where
 * the socket takes nothing, since the other side does not read, there is something to wait for.
 *
 * <p>What it reads into is as large as what arrives: a connection that rests holds little memory.
 */
final class PromptSession extends Nio2Session {

  /** What is larger is input, for which the I/O threads are. */
  private static final int SMALL_BYTES = 8 * 1024;

  /** One that ends at once begins the next: no deeper than this on one stack. */
  private static final int MOST_NESTED = 8;

  /** Room for the answer to a small command. */
  static final int LITTLE_BYTES = 2 * 1024;

  /** Room for a packet of the usual size. */
  static final int MUCH_BYTES = 32 * 1024;

  private final AtomicInteger nested = new AtomicInteger();
  private final Unwritten unwritten;

  /** How much the last read brought; one read is under way at a time. */
  private volatile int arrivedBytes;

  private volatile int roomBytes;

  PromptSession(
      Nio2Service service,
      PropertyResolver properties,
      IoHandler handler,
      AsynchronousSocketChannel socket,
      Unwritten unwritten)
      throws IOException {
    super(service, properties, handler, socket, null);
    this.unwritten = unwritten;
  }

  /** Begins to read what the other side sends. */
  void begin() {
    startReading(LITTLE_BYTES);
  }

  /** How much the next read can bring. */
  int roomBytes() {
    return roomBytes;
  }

  @Override
  protected void handleReadCycleCompletion(
      ByteBuffer buffer,
      Readable reader,
      Nio2CompletionHandler<Integer, Object> completion,
      Integer result,
      Object attachment) {
    arrivedBytes = result;
    super.handleReadCycleCompletion(buffer, reader, completion, result, attachment);
  }

  @Override
  protected void doReadCycle(ByteBuffer buffer, Nio2CompletionHandler<Integer, Object> completion) {
    int room = buffer.capacity();
    if (room < MUCH_BYTES && arrivedBytes == room) {
      startReading(MUCH_BYTES);
    } else if (room > LITTLE_BYTES && arrivedBytes < LITTLE_BYTES) {
      startReading(LITTLE_BYTES);
    } else {
      roomBytes = room;
      super.doReadCycle(buffer, completion);
    }
  }

  @Override
  protected void doWriteCycle(
      ByteBuffer buffer, Nio2CompletionHandler<Integer, Object> completion) {
    if (buffer.remaining() > SMALL_BYTES || nested.get() >= MOST_NESTED) {
      super.doWriteCycle(buffer, completion);
      return;
    }
    Future<Integer> attempt = getSocket().write(buffer);
    if (!attempt.isDone()) {
      unwritten.await(attempt, () -> complete(attempt, completion));
      return;
    }
    nested.incrementAndGet();
    try {
      complete(attempt, completion);
    } finally {
      nested.decrementAndGet();
    }
  }

  private static void complete(
      Future<Integer> done, Nio2CompletionHandler<Integer, Object> completion) {
    int written;
    try {
      written = done.get();
    } catch (ExecutionException e) {
      completion.failed(e.getCause(), null);
      return;
    } catch (InterruptedException | CancellationException e) {
      throw new IllegalStateException("It is done", e);
    }
    completion.completed(written, null);
  }
}
