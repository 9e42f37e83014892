package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Input;
import dog.rebe.protocol.wire.InputEnd;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Sends a standard input as the agent takes it. Holds a worker only while there is credit and
 * something is read. Thread-safe.
 */
final class InputFeed implements CreditTaker {

  private static final int MAX_CHUNK = 32_768;

  private final InputStream source;
  private final Executor workers;
  private final CallerExchange exchange;
  private final CallerExchange.Way way;
  private long credit;
  private boolean running;
  private boolean over;

  InputFeed(InputStream source, Executor workers, CallerExchange exchange, CallerExchange.Way way) {
    this.source = source;
    this.workers = workers;
    this.exchange = exchange;
    this.way = way;
  }

  @Override
  public void credit(long bytes) throws FrameException {
    synchronized (this) {
      if (bytes <= 0 || credit + bytes < 0) {
        throw FrameException.credit("The credit for standard input is beyond all bounds");
      }
      credit += bytes;
      if (running || over) {
        return;
      }
      running = true;
    }
    try {
      workers.execute(this::feed);
    } catch (RejectedExecutionException e) {
      end(InputEnd.FAILED, ByteString.EMPTY);
    }
  }

  private void feed() {
    byte[] chunk = new byte[MAX_CHUNK];
    int most;
    while ((most = next()) > 0) {
      int read;
      try {
        read = source.read(chunk, 0, most);
      } catch (IOException | RuntimeException e) {
        end(InputEnd.FAILED, ByteString.EMPTY);
        break;
      }
      if (read < 0) {
        end(InputEnd.COMPLETE, ByteString.EMPTY);
        break;
      }
      synchronized (this) {
        credit -= read;
        if (!over && read > 0) {
          ByteString data = UnsafeByteOperations.unsafeWrap(chunk, 0, read);
          way.send(input(InputEnd.INPUT_END_UNSPECIFIED, data));
        }
      }
    }
    Arrays.fill(chunk, (byte) 0);
  }

  private synchronized int next() {
    if (over || credit == 0) {
      running = false;
      return 0;
    }
    return (int) Math.min(credit, MAX_CHUNK);
  }

  private Frame input(InputEnd end, ByteString data) {
    return Frame.newBuilder()
        .setInput(Input.newBuilder().setCall(exchange.call()).setData(data).setEnd(end))
        .build();
  }

  private void end(InputEnd how, ByteString data) {
    synchronized (this) {
      if (!over) {
        over = true;
        way.send(input(how, data));
      }
    }
    closeSource();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    try {
      workers.execute(this::closeSource);
    } catch (RejectedExecutionException e) {
      closeSource();
    }
  }

  private void closeSource() {
    try {
      source.close();
    } catch (IOException | RuntimeException e) {
      // Nobody waits for it any more.
    }
  }
}
