package dog.rebe.chronicle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A file that fails, or stalls, on command. */
final class FailingFile implements ChronicleFile {

  final AtomicBoolean diskFull = new AtomicBoolean();
  final AtomicBoolean forceFails = new AtomicBoolean();
  final AtomicBoolean closed = new AtomicBoolean();
  final AtomicInteger forces = new AtomicInteger();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private volatile CountDownLatch stall = new CountDownLatch(0);
  private volatile CountDownLatch stalled = new CountDownLatch(0);

  /** From now on a force waits until {@link #goOn}. */
  void stallForces() {
    stall = new CountDownLatch(1);
    stalled = new CountDownLatch(1);
  }

  void awaitStalled() throws InterruptedException {
    stalled.await();
  }

  void goOn() {
    stall.countDown();
  }

  synchronized String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  long lines() {
    return text().lines().count();
  }

  @Override
  public synchronized void append(ByteBuffer buffer) throws IOException {
    if (diskFull.get()) {
      bytes.write(buffer.get());
      throw new IOException("No space left on device");
    }
    while (buffer.hasRemaining()) {
      bytes.write(buffer.get());
    }
  }

  @Override
  public void force() throws IOException {
    stalled.countDown();
    try {
      stall.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    forces.incrementAndGet();
    if (forceFails.get()) {
      throw new IOException("Input/output error");
    }
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
