package dog.rebe.ssh.testkit.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a {@link FaultProxy} carries, or has carried. Its figures can be read at any
 * time.
 */
public final class ProxiedConnection {

  private static final Duration GOODBYE = Duration.ofSeconds(30);
  private static final int DISCARDED = 16 * 1024;

  private final SocketLoop loop;
  private final Side client;
  private final Side server;
  private final Flow toServer;
  private final Flow toClient;
  private volatile boolean open = true;

  ProxiedConnection(SocketLoop loop, SocketChannel accepted, List<WireFault> faults)
      throws IOException {
    this.loop = loop;
    client = new Side(accepted);
    server = new Side(SocketChannel.open());
    toServer = new Flow(this, loop, client, server, faultsOf(faults, Direction.TO_SERVER));
    toClient = new Flow(this, loop, server, client, faultsOf(faults, Direction.TO_CLIENT));
  }

  /** How many bytes have got through in this direction. */
  public long bytes(Direction direction) {
    return (direction == Direction.TO_SERVER ? toServer : toClient).passedBytes();
  }

  /** Whether it is still open, as far as the proxy knows. */
  public boolean isOpen() {
    return open;
  }

  void begin(InetSocketAddress target) {
    try {
      client.socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      server.socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      client.key = loop.register(client.socket, 0, client);
      server.key = loop.register(server.socket, 0, server);
      server.connecting = !server.socket.connect(target);
      toServer.begin();
      toClient.begin();
      update();
    } catch (IOException unreachable) {
      end(false);
    }
  }

  /** Lets go of both sides. */
  void end(boolean reset) {
    open = false;
    for (Side side : List.of(client, server)) {
      try {
        if (reset && side.socket.isOpen()) {
          side.socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        side.socket.close();
      } catch (IOException alreadyGone) {
        // closing is all that was wanted
      }
    }
  }

  /**
   * Says goodbye to both sides in an orderly way. What they still send is read and thrown away for
   * a while: to close a socket with unread bytes would be a reset, which overtakes what was sent
   * before.
   */
  void cut() {
    open = false;
    try {
      for (Side side : List.of(client, server)) {
        if (side.connecting || side.key == null) {
          side.socket.close();
        } else {
          side.socket.shutdownOutput();
          side.key.interestOps(SelectionKey.OP_READ);
        }
      }
    } catch (IOException | CancelledKeyException alreadyGone) {
      end(false);
      return;
    }
    loop.schedule(GOODBYE, () -> end(false));
  }

  /** Lets nothing more through. */
  void stall() {
    toServer.stall();
    toClient.stall();
    update();
  }

  /** Asks for the events that the two flows can use now. */
  void update() {
    if (!open) {
      return;
    }
    if (toServer.isOver() && toClient.isOver()) {
      end(false);
      return;
    }
    client.update();
    server.update();
  }

  private static List<WireFault> faultsOf(List<WireFault> faults, Direction direction) {
    return faults.stream().filter(fault -> fault.direction() == direction).toList();
  }

  /** One of the two sockets. */
  final class Side implements SocketLoop.Handler {
    private final SocketChannel socket;
    private @Nullable SelectionKey key;
    private boolean connecting;

    private Side(SocketChannel socket) {
      this.socket = socket;
    }

    private Flow from() {
      return this == client ? toServer : toClient;
    }

    private Flow to() {
      return this == client ? toClient : toServer;
    }

    SocketChannel socket() {
      return socket;
    }

    boolean isConnected() {
      return !connecting;
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
      if (!open) {
        discard();
        return;
      }
      if (ready.isConnectable()) {
        connecting = !socket.finishConnect();
        to().pump();
      }
      if (open && ready.isReadable()) {
        from().read();
      }
      if (open && ready.isWritable()) {
        to().pump();
      }
      ProxiedConnection.this.update();
    }

    private void discard() throws IOException {
      if (socket.read(ByteBuffer.allocate(DISCARDED)) < 0) {
        socket.close();
      }
    }

    private void update() {
      if (key == null || !key.isValid()) {
        return;
      }
      int operations = 0;
      if (connecting) {
        operations = SelectionKey.OP_CONNECT;
      } else {
        operations |= from().wantsToRead() ? SelectionKey.OP_READ : 0;
        operations |= to().wantsToWrite() ? SelectionKey.OP_WRITE : 0;
      }
      key.interestOps(operations);
    }

    @Override
    public void abandon() {
      end(false);
    }
  }
}
