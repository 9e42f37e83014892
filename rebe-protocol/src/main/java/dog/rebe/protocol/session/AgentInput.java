package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.protocol.wire.InputEnd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A standard input that comes in frames: at most the window is held, and more is asked for as the
 * command reads. A source that failed never looks like its end. One thread reads, another feeds.
 */
final class AgentInput extends InputStream {

  static final int WINDOW_BYTES = 262_144;

  private final LongConsumer credit;
  private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
  private long allowed = WINDOW_BYTES;
  private long consumed;
  private InputEnd end = InputEnd.INPUT_END_UNSPECIFIED;
  private @Nullable String failure;
  private boolean closed;

  /**
   * An input whose first window the caller has been given.
   *
   * @param credit asks for so many bytes more
   */
  AgentInput(LongConsumer credit) {
    this.credit = credit;
  }

  /** Bytes came, and perhaps the end. */
  synchronized void feed(ByteString data, InputEnd newEnd) throws FrameException {
    if (data.size() > allowed) {
      throw FrameException.credit("More standard input came than the agent takes");
    }
    if (end != InputEnd.INPUT_END_UNSPECIFIED) {
      throw FrameException.unexpected("Standard input came after its end");
    }
    allowed -= data.size();
    if (!closed && !data.isEmpty()) {
      chunks.add(data.asReadOnlyByteBuffer());
    }
    if (newEnd == InputEnd.COMPLETE) {
      end = newEnd;
    } else if (newEnd != InputEnd.INPUT_END_UNSPECIFIED) {
      end = newEnd;
      failure = "The source of the standard input failed on the caller's side";
    }
    notifyAll();
  }

  /** Nothing more will come, and what came is not the whole. */
  synchronized void fail(String why) {
    if (end == InputEnd.INPUT_END_UNSPECIFIED) {
      end = InputEnd.FAILED;
      failure = why;
      notifyAll();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int read;
    long more = 0;
    synchronized (this) {
      if (!awaitChunk()) {
        return -1;
      }
      ByteBuffer chunk = chunks.element();
      read = Math.min(length, chunk.remaining());
      chunk.get(target, offset, read);
      if (!chunk.hasRemaining()) {
        chunks.remove();
      }
      consumed += read;
      if (consumed >= WINDOW_BYTES / 2 && end == InputEnd.INPUT_END_UNSPECIFIED) {
        more = consumed;
        allowed += consumed;
        consumed = 0;
      }
    }
    if (more > 0) {
      credit.accept(more);
    }
    return read;
  }

  private boolean awaitChunk() throws IOException {
    while (chunks.isEmpty()) {
      if (closed) {
        throw new IOException("The standard input is closed");
      } else if (failure != null) {
        throw new IOException(failure);
      } else if (end == InputEnd.COMPLETE) {
        return false;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while waiting for standard input", e);
      }
    }
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    chunks.clear();
    notifyAll();
  }
}
