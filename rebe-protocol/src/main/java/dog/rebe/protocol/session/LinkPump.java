package dog.rebe.protocol.session;

import dog.rebe.execution.Scheduler;
import dog.rebe.protocol.carrier.Link;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Moves bytes between one link and a channel: two threads, one that reads, one that writes. */
final class LinkPump implements FrameChannel.Pump {

  private static final int BATCH_BYTES = 65_536;

  /** How long a last frame may take. */
  private static final Duration PARTING = Duration.ofSeconds(1);

  private static final byte[] NOTHING = {};

  private final Link link;
  private final FrameReader reader;
  private final FrameChannel channel;
  private final Scheduler scheduler;
  private final byte[] batch = new byte[BATCH_BYTES];
  private int batched;
  private volatile byte @Nullable [] lastFrame;

  LinkPump(Link link, FrameReader reader, FrameChannel channel, Scheduler scheduler) {
    this.link = link;
    this.reader = reader;
    this.channel = channel;
    this.scheduler = scheduler;
  }

  /**
   * Begins to write: first this, then whatever the channel has.
   *
   * @param name of the thread
   */
  void startWriting(String name, byte[] first) {
    Thread writer = new Thread(() -> write(first), name);
    writer.setDaemon(true);
    writer.start();
  }

  /** Reads on the calling thread until the link ends. */
  void readUntilEnd() {
    String why = "The other side closed the link";
    try {
      byte[] frame;
      while ((frame = reader.next()) != null) {
        channel.received(this, frame);
      }
    } catch (FrameException e) {
      channel.breakOff(e.code(), String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      why = "The link broke: " + e.getMessage();
    }
    channel.linkLost(this, why);
  }

  private void write(byte[] first) {
    Outbox outbox = channel.outbox();
    try {
      OutputStream out = link.output();
      append(out, first);
      while (outbox.isFor(this)) {
        byte[] next = outbox.next(this);
        if (next == null) {
          flush(out);
          channel.wrote();
          outbox.await(this);
        } else {
          appendTaken(out, next, outbox);
        }
      }
      byte[] last = lastFrame;
      append(out, last == null ? NOTHING : last);
      flush(out);
    } catch (IOException | RuntimeException e) {
      channel.linkLost(this, "The link broke: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      link.close();
    }
  }

  private void appendTaken(OutputStream out, byte[] frame, Outbox outbox) throws IOException {
    try {
      append(out, frame);
    } finally {
      outbox.copied(this);
    }
  }

  private void append(OutputStream out, byte[] frame) throws IOException {
    if (batched + frame.length > BATCH_BYTES) {
      out.write(batch, 0, batched);
      batched = 0;
    }
    if (frame.length > BATCH_BYTES) {
      out.write(frame, 0, frame.length);
    } else {
      System.arraycopy(frame, 0, batch, batched, frame.length);
      batched += frame.length;
    }
  }

  private void flush(OutputStream out) throws IOException {
    if (batched > 0) {
      out.write(batch, 0, batched);
      batched = 0;
    }
    out.flush();
  }

  @Override
  public void close() {
    link.close();
  }

  @Override
  public void closeWith(byte[] frame) {
    lastFrame = frame;
    scheduler.schedule(PARTING, link::close);
  }
}
