package dog.rebe.ssh.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.Readable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between a session and a bare socket. */
class FittingSessionTest {

  private final ExecutorService resuming = Executors.newSingleThreadExecutor();
  private final Hearing hearing = new Hearing();
  private AsynchronousChannelGroup group;
  private ServerSocket listening;
  private Socket server;
  private FittingSession session;

  @BeforeEach
  void connect() throws Exception {
    group = AsynchronousChannelGroup.withFixedThreadPool(1, Executors.defaultThreadFactory());
    listening = new ServerSocket();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group);
    channel.connect(listening.getLocalSocketAddress()).get(20, TimeUnit.SECONDS);
    server = listening.accept();
    TcpConnector connector = new TcpConnector(PropertyResolver.EMPTY, hearing, group, resuming);
    session = new FittingSession(connector, PropertyResolver.EMPTY, hearing, channel);
  }

  @AfterEach
  void end() throws Exception {
    session.close(true);
    server.close();
    listening.close();
    group.shutdownNow();
    resuming.shutdownNow();
  }

  /** Keeps what arrives, and how it came. */
  private static final class Hearing implements IoHandler {
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private int mostAtOnce;

    @Override
    public void sessionCreated(IoSession created) {}

    @Override
    public void sessionClosed(IoSession closed) {}

    @Override
    public void exceptionCaught(IoSession where, Throwable cause) {}

    @Override
    public synchronized void messageReceived(IoSession where, Readable message) {
      byte[] bytes = new byte[message.available()];
      message.getRawBytes(bytes, 0, bytes.length);
      arrived.writeBytes(bytes);
      mostAtOnce = Math.max(mostAtOnce, bytes.length);
    }

    synchronized int size() {
      return arrived.size();
    }

    synchronized int mostAtOnce() {
      return mostAtOnce;
    }

    synchronized byte[] bytes() {
      return arrived.toByteArray();
    }
  }

  @Test
  void readsALittleIntoALittleRoomAndMuchIntoMuch() throws Exception {
    byte[] much = new byte[200_000];
    new Random(1).nextBytes(much);
    session.begin();

    server.getOutputStream().write(much);
    await().atMost(Duration.ofSeconds(20)).until(() -> hearing.size() == much.length);
    assertThat(hearing.bytes()).isEqualTo(much);

    assertThat(hearing.mostAtOnce()).isGreaterThan(FittingSession.LITTLE_BYTES);

    send(1, much.length + 1);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> session.roomBytes() == FittingSession.LITTLE_BYTES);
  }

  private void send(int bytes, int until) throws Exception {
    server.getOutputStream().write(new byte[bytes]);
    await().atMost(Duration.ofSeconds(20)).until(() -> hearing.size() == until);
  }
}
