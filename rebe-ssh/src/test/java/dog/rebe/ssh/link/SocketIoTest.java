package dog.rebe.ssh.link;

import static dog.rebe.ssh.Awaiting.LONG;
import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between a session and a bare socket. */
class SocketIoTest {

  private final Hearing hearing = new Hearing();
  private final IoLoop loop = IoLoop.start("test-io");
  private ServerSocket listening;
  private Socket server;
  private SocketIo io;

  @BeforeEach
  void connect() throws Exception {
    listening = new ServerSocket();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    SocketChannel channel = SocketChannel.open(listening.getLocalSocketAddress());
    channel.configureBlocking(false);
    server = listening.accept();
    TcpConnector connector = new TcpConnector(hearing, List.of(loop));
    CompletableFuture<SocketIo> made = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            SelectionKey key = loop.watch(channel, 0, new Nobody());
            SocketIo fresh = new SocketIo(connector, hearing, loop, channel, key);
            fresh.begin();
            made.complete(fresh);
          } catch (Exception e) {
            made.completeExceptionally(e);
          }
        });
    io = made.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  @AfterEach
  void end() throws Exception {
    loop.close();
    server.close();
    listening.close();
  }

  private static final class Nobody implements IoLoop.Watcher {
    @Override
    public void ready(SelectionKey key, java.nio.ByteBuffer room) {}

    @Override
    public void abandoned() {}
  }

  /** Keeps what arrives, and how it came. */
  private static final class Hearing implements IoHandler {
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private final List<Throwable> faults = new ArrayList<>();
    private boolean closed;

    @Override
    public void sessionCreated(IoSession created) {}

    @Override
    public synchronized void sessionClosed(IoSession session) {
      closed = true;
    }

    @Override
    public synchronized void exceptionCaught(IoSession where, Throwable cause) {
      faults.add(cause);
      where.close(true);
    }

    @Override
    public synchronized void messageReceived(IoSession where, Readable message) {
      byte[] bytes = new byte[message.available()];
      message.getRawBytes(bytes, 0, bytes.length);
      if (bytes[0] == 'X' && bytes.length == 1) {
        throw new IllegalStateException("not understood");
      }
      arrived.writeBytes(bytes);
    }

    synchronized int size() {
      return arrived.size();
    }

    synchronized byte[] bytes() {
      return arrived.toByteArray();
    }

    synchronized boolean isClosed() {
      return closed;
    }

    synchronized List<Throwable> faults() {
      return List.copyOf(faults);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static ByteArrayBuffer packet(byte[] bytes) {
    return new ByteArrayBuffer(bytes);
  }

  @Test
  void readsWhateverComes() throws Exception {
    byte[] much = random(2_000_000);
    server.getOutputStream().write(much);
    await().until(() -> hearing.size() == much.length);
    assertThat(hearing.bytes()).isEqualTo(much);
  }

  @Test
  void writesMoreThanTheSystemTakesAtOnceInOrder() throws Exception {
    byte[] much = random(20_000_000);
    List<IoWriteFuture> sent = new ArrayList<>();
    int piece = 50_000;
    for (int at = 0; at < much.length; at += piece) {
      sent.add(io.writeBuffer(new ByteArrayBuffer(much, at, piece)));
    }
    assertThat(sent.get(sent.size() - 1).isDone()).isFalse();
    assertThat(server.getInputStream().readNBytes(much.length)).isEqualTo(much);
    await().until(() -> sent.stream().allMatch(IoWriteFuture::isWritten));
  }

  @Test
  void writesAtOnceOnTheCallersThread() throws Exception {
    IoWriteFuture sent = io.writeBuffer(packet(new byte[] {1, 2, 3}));
    assertThat(sent.isWritten()).isTrue();
    assertThat(server.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
  }

  @Test
  void sendsWhatIsHeldWhenTheLastLetsGo() throws Exception {
    io.hold();
    io.hold();
    IoWriteFuture first = io.writeBuffer(packet(new byte[] {1}));
    IoWriteFuture second = io.writeBuffer(packet(new byte[] {2}));
    io.letGo();
    assertThat(first.isDone()).isFalse();
    io.letGo();
    assertThat(first.isWritten() && second.isWritten()).isTrue();
    assertThat(server.getInputStream().readNBytes(2)).containsExactly(1, 2);
  }

  @Test
  void writesWhatAListenerSendsWithoutNesting() throws Exception {
    byte[] all = random(3_000);
    sendFrom(all, 0);
    assertThat(server.getInputStream().readNBytes(all.length)).isEqualTo(all);
  }

  private void sendFrom(byte[] all, int at) {
    if (at < all.length) {
      io.hold();
      io.writeBuffer(new ByteArrayBuffer(all, at, 1)).addListener(done -> sendFrom(all, at + 1));
      io.letGo();
    }
  }

  @Test
  void whatWaitsFailsWhenItIsClosed() throws Exception {
    io.hold();
    IoWriteFuture waiting = io.writeBuffer(packet(new byte[] {1}));
    io.close(true);
    await().until(waiting::isDone);
    assertThat(waiting.getException()).isNotNull();
    assertThat(io.writeBuffer(packet(new byte[] {2})).getException()).isNotNull();
    await().until(hearing::isClosed);
  }

  @Test
  void closesGracefullyOnceEverythingHasLeft() throws Exception {
    byte[] much = random(20_000_000);
    io.writeBuffer(packet(much));
    io.close(false);
    assertThat(server.getInputStream().readAllBytes()).isEqualTo(much);
    await().until(hearing::isClosed);
  }

  @Test
  void theEndOfTheOtherSideIsTold() throws Exception {
    server.close();
    await().until(hearing::isClosed);
  }

  @Test
  void aBrokenConnectionIsToldOnTheLoop() throws Exception {
    io.suspendRead();
    server.setSoLinger(true, 0);
    server.close();
    await()
        .until(
            () -> {
              io.writeBuffer(packet(new byte[1000]));
              return hearing.isClosed();
            });
    assertThat(hearing.faults()).isNotEmpty();
  }

  @Test
  void whatCannotBeHandledIsTold() throws Exception {
    server.getOutputStream().write('X');
    await().until(hearing::isClosed);
    assertThat(hearing.faults()).hasSize(1).first().asString().contains("not understood");
  }

  @Test
  void readsNothingWhileItIsSuspended() throws Exception {
    io.suspendRead();
    server.getOutputStream().write(new byte[100]);
    CompletableFuture<Void> turn = new CompletableFuture<>();
    loop.execute(() -> turn.complete(null));
    turn.get(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(hearing.size()).isZero();
    io.resumeRead();
    await().until(() -> hearing.size() == 100);
  }

  @Test
  void theEndOfTheLoopClosesItsSockets() throws Exception {
    loop.close();
    await().until(hearing::isClosed);
    InputStream rest = server.getInputStream();
    assertThat(rest.read()).isEqualTo(-1);
  }

  @Test
  void aTaskForALoopThatHasEndedRunsAtOnce() {
    loop.close();
    CompletableFuture<Void> ran = new CompletableFuture<>();
    loop.execute(() -> ran.complete(null));
    assertThat(ran).isCompleted();
  }
}
