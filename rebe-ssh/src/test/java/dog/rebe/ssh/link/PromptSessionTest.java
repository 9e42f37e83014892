package dog.rebe.ssh.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dog.rebe.execution.SystemScheduler;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between a session and a bare socket with little room. */
class PromptSessionTest {

  private static final int PACKET_BYTES = 1024;
  private static final int PACKETS = 4_000;

  private final SystemScheduler scheduler = SystemScheduler.create();
  private final ExecutorService resuming = Executors.newSingleThreadExecutor();
  private final Hearing hearing = new Hearing();
  private AsynchronousChannelGroup group;
  private ServerSocket listening;
  private Socket server;
  private PromptSession session;

  @BeforeEach
  void connect() throws Exception {
    group = AsynchronousChannelGroup.withFixedThreadPool(1, Executors.defaultThreadFactory());
    listening = new ServerSocket();
    listening.setReceiveBufferSize(4 * 1024);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, 4 * 1024);
    channel.connect(listening.getLocalSocketAddress()).get(20, TimeUnit.SECONDS);
    server = listening.accept();
    Unwritten unwritten = new Unwritten(scheduler);
    TcpConnector connector =
        new TcpConnector(PropertyResolver.EMPTY, hearing, group, resuming, unwritten);
    session = new PromptSession(connector, PropertyResolver.EMPTY, hearing, channel, unwritten);
  }

  @AfterEach
  void end() throws Exception {
    session.close(true);
    server.close();
    listening.close();
    group.shutdownNow();
    resuming.shutdownNow();
    scheduler.close();
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

  private IoWriteFuture write(int number, int bytes) throws Exception {
    byte[] packet = ByteBuffer.allocate(bytes).putInt(number).array();
    return session.writeBuffer(new ByteArrayBuffer(packet));
  }

  @Test
  void aSmallPacketLeavesOnTheThreadThatHasIt() throws Exception {
    IoWriteFuture written = write(7, PACKET_BYTES);

    assertThat(written.isDone()).isTrue();
    assertThat(written.isWritten()).isTrue();
    byte[] arrived = server.getInputStream().readNBytes(PACKET_BYTES);
    assertThat(ByteBuffer.wrap(arrived).getInt()).isEqualTo(7);
  }

  @Test
  void aLargePacketLeavesAsWell() throws Exception {
    IoWriteFuture written = write(7, 64 * 1024);

    assertThat(server.getInputStream().readNBytes(64 * 1024)).hasSize(64 * 1024);
    await().atMost(Duration.ofSeconds(20)).until(written::isWritten);
  }

  @Test
  void packetsForWhomThereIsNoRoomFollowInTheirOrder() throws Exception {
    List<IoWriteFuture> all = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      all.add(write(i, PACKET_BYTES));
    }
    assertThat(all.get(PACKETS - 1).isDone()).isFalse();

    for (int i = 0; i < PACKETS; i++) {
      byte[] arrived = server.getInputStream().readNBytes(PACKET_BYTES);
      assertThat(ByteBuffer.wrap(arrived).getInt()).isEqualTo(i);
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(all).allMatch(IoWriteFuture::isWritten));
  }

  @Test
  void packetsForWhomThereIsNoRoomFailWithTheirConnection() throws Exception {
    List<IoWriteFuture> all = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      all.add(write(i, PACKET_BYTES));
    }

    session.close(true);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(all).allMatch(IoWriteFuture::isDone));
    assertThat(all.get(PACKETS - 1).isWritten()).isFalse();
  }

  @Test
  void readsALittleIntoALittleRoomAndMuchIntoMuch() throws Exception {
    byte[] much = new byte[200_000];
    new Random(1).nextBytes(much);
    session.begin();

    server.getOutputStream().write(much);
    await().atMost(Duration.ofSeconds(20)).until(() -> hearing.size() == much.length);
    assertThat(hearing.bytes()).isEqualTo(much);

    assertThat(hearing.mostAtOnce()).isGreaterThan(PromptSession.LITTLE_BYTES);

    send(1, much.length + 1);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> session.roomBytes() == PromptSession.LITTLE_BYTES);
  }

  private void send(int bytes, int until) throws Exception {
    server.getOutputStream().write(new byte[bytes]);
    await().atMost(Duration.ofSeconds(20)).until(() -> hearing.size() == until);
  }
}
