package dog.rebe.ssh.testkit.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection to a hand-written peer. Lives on the loop's thread. */
final class PeerConnection implements SocketLoop.Handler {

  private static final byte[] FLOOD =
      "this server has very much to say before it says who it is\r\n"
          .repeat(64)
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MAIL_GREETING =
      "220 mail.example.org ESMTP ready\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DROP = {'x'};

  private final SocketLoop loop;
  private final FakePeer owner;
  private final Peer peer;
  private final SocketChannel socket;
  private final ByteBuffer incoming = ByteBuffer.allocate(4096);
  private @Nullable SelectionKey key;
  private ByteBuffer outgoing = ByteBuffer.allocate(0);
  private boolean floods;
  private boolean closed;
  private boolean sawBanner;

  PeerConnection(SocketLoop loop, FakePeer owner, Peer peer, SocketChannel socket) {
    this.loop = loop;
    this.owner = owner;
    this.peer = peer;
    this.socket = socket;
  }

  void begin() throws IOException {
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = loop.register(socket, SelectionKey.OP_READ, this);
    if (peer instanceof Peer.HangsUp) {
      close();
    } else if (peer instanceof Peer.DripsBanner drip) {
      drip(drip.interval());
    } else if (peer instanceof Peer.FloodsBanner) {
      floods = true;
      write(FLOOD);
    } else if (peer instanceof Peer.NotSsh) {
      write(MAIL_GREETING);
    } else if (peer instanceof Peer.AbsurdPacketLength absurd) {
      write(SshBytes.BANNER);
      write(SshBytes.packetOfLength(absurd.length()));
    } else if (peer instanceof Peer.Proposes proposes) {
      write(SshBytes.BANNER);
      write(SshBytes.proposal(proposes.algorithms()));
    } else if (!(peer instanceof Peer.Silent)) {
      write(SshBytes.BANNER);
      write(SshBytes.proposal(Algorithms.modern()));
    }
  }

  @Override
  public void ready(SelectionKey ready) throws IOException {
    if (ready.isReadable()) {
      read();
    }
    if (!closed && ready.isWritable()) {
      flush();
    }
  }

  private void read() throws IOException {
    incoming.clear();
    int count = socket.read(incoming);
    if (count < 0) {
      close();
      return;
    }
    owner.received(count);
    if (peer instanceof Peer.ClosesInKeyExchange || peer instanceof Peer.ResetsInKeyExchange) {
      leaveOnProposal(incoming.flip());
    }
  }

  /** The client's banner is one line; what follows it is its proposal. */
  private void leaveOnProposal(ByteBuffer bytes) throws IOException {
    while (!sawBanner && bytes.hasRemaining()) {
      sawBanner = bytes.get() == '\n';
    }
    if (sawBanner && bytes.hasRemaining()) {
      if (peer instanceof Peer.ResetsInKeyExchange) {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      close();
    }
  }

  private void drip(Duration interval) {
    if (closed) {
      return;
    }
    try {
      write(DROP);
    } catch (IOException gone) {
      close();
      return;
    }
    loop.schedule(interval, () -> drip(interval));
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(outgoing.remaining() + bytes.length);
    outgoing = all.put(outgoing).put(bytes).flip();
    flush();
  }

  private void flush() throws IOException {
    int count = socket.write(outgoing);
    owner.sent(count);
    if (!outgoing.hasRemaining() && floods) {
      outgoing = ByteBuffer.wrap(FLOOD);
    }
    if (key != null) {
      key.interestOps(
          outgoing.hasRemaining()
              ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
              : SelectionKey.OP_READ);
    }
  }

  void close() {
    closed = true;
    owner.closed(this);
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // closing is all that was wanted
    }
  }

  @Override
  public void abandon() {
    close();
  }
}
