package dog.rebe.ssh.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2CompletionHandler;
import org.apache.sshd.common.io.nio2.Nio2Service;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.apache.sshd.common.util.Readable;

/**
 * A connection that reads into as much room as what arrives needs: one that rests holds little
 * memory.
 */
final class FittingSession extends Nio2Session {

  /** Room for the answer to a small command. */
  static final int LITTLE_BYTES = 2 * 1024;

  /** Room for a packet of the usual size. */
  static final int MUCH_BYTES = 32 * 1024;

  /** How much the last read brought; one read is under way at a time. */
  private volatile int arrivedBytes;

  private volatile int roomBytes;

  FittingSession(
      Nio2Service service,
      PropertyResolver properties,
      IoHandler handler,
      AsynchronousSocketChannel socket)
      throws IOException {
    super(service, properties, handler, socket, null);
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
}
