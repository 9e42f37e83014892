package dog.rebe.ssh.exec;

import dog.rebe.command.HeaderReader;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.ssh.link.SessionChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a command's process says: its header, which is ours, and then the command's own output,
 * which waits until its reader demands it. What was taken gives the channel's window back, and
 * nothing else does. Confined to its exchange's mailbox.
 */
final class CommandOutput {

  private static final int EARLY_STDERR_BYTES = 400;

  private record Chunk(OutputStreamName stream, ByteBuffer bytes) {}

  private final ExchangeListener reader;
  private final HeaderReader header;
  private final StringBuilder earlyStderr = new StringBuilder();
  private final Deque<Chunk> waiting = new ArrayDeque<>();
  private long demand;

  CommandOutput(String nonce, ExchangeListener reader) {
    this.header = new HeaderReader(nonce);
    this.reader = reader;
  }

  /** What the header has told by now. */
  HeaderReader header() {
    return header;
  }

  /** What was said before the command began, for the author. */
  String beforeTheCommand() {
    return (header.preamble() + earlyStderr).strip();
  }

  /** The header is taken at once, the rest waits. */
  void received(OutputStreamName stream, byte[] bytes, SessionChannel from) {
    ByteBuffer own = ByteBuffer.wrap(bytes);
    if (stream == OutputStreamName.STDOUT) {
      own = header.feed(own);
    } else if (!header.started() && earlyStderr.length() < EARLY_STDERR_BYTES) {
      earlyStderr.append(new String(bytes, StandardCharsets.UTF_8));
    }
    release(from, bytes.length - own.remaining());
    if (own.hasRemaining()) {
      waiting.add(new Chunk(stream, own));
    }
  }

  /** The reader takes so many chunks more. */
  void demand(long chunks) {
    demand = demand + chunks < 0 ? Long.MAX_VALUE : demand + chunks;
  }

  /** Hands over what has come, as far as it is demanded. */
  void deliver(SessionChannel from) {
    while (demand > 0 && !waiting.isEmpty()) {
      Chunk chunk = waiting.remove();
      demand--;
      int length = chunk.bytes.remaining();
      reader.onOutput(chunk.stream, chunk.bytes);
      release(from, length);
    }
  }

  private static void release(SessionChannel from, int bytes) {
    if (bytes > 0) {
      from.release(bytes);
    }
  }

  /** Whether the reader has taken all that has come. */
  boolean isTaken() {
    return waiting.isEmpty();
  }

  /** Whether the reader has got all that he has demanded. */
  boolean isDemandMet() {
    return demand == 0;
  }

  /** Nobody will take what waits; nothing comes after it, as its exchange is over by then. */
  void drop() {
    waiting.clear();
  }
}
