package dog.rebe.ssh.key;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** One question to an agent and its answer, on a connection of their own, within a time. */
final class AgentSocket {

  private final Path path;
  private final Duration within;

  AgentSocket(Path path, Duration within) {
    this.path = path;
    this.within = within;
  }

  byte[] ask(byte[] message) throws IOException {
    long byNanos = System.nanoTime() + within.toNanos();
    try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
        Selector selector = Selector.open()) {
      socket.configureBlocking(false);
      SelectionKey ready = socket.register(selector, SelectionKey.OP_WRITE);
      ByteBuffer question = ByteBuffer.allocate(4 + message.length);
      question.putInt(message.length).put(message).flip();
      while (question.hasRemaining()) {
        await(selector, byNanos);
        socket.write(question);
      }
      ready.interestOps(SelectionKey.OP_READ);
      int length = fill(socket, selector, ByteBuffer.allocate(4), byNanos).getInt();
      if (length < 1 || length > AgentMessages.MOST_BYTES) {
        throw new IOException("it announced an answer of " + length + " bytes");
      }
      return fill(socket, selector, ByteBuffer.allocate(length), byNanos).array();
    }
  }

  private static ByteBuffer fill(
      SocketChannel socket, Selector selector, ByteBuffer buffer, long byNanos) throws IOException {
    while (buffer.hasRemaining()) {
      await(selector, byNanos);
      if (socket.read(buffer) < 0) {
        throw new EOFException("it hung up");
      }
    }
    return buffer.flip();
  }

  private static void await(Selector selector, long byNanos) throws IOException {
    long left = (byNanos - System.nanoTime()) / 1_000_000;
    if (left <= 0 || selector.select(left) == 0) {
      throw new IOException("it did not answer in time");
    }
    selector.selectedKeys().clear();
  }
}
