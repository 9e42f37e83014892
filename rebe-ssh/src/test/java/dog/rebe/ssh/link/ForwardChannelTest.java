package dog.rebe.ssh.link;

import static dog.rebe.ssh.Awaiting.LONG;
import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way through a jump host that exchanges keys anew. */
class ForwardChannelTest {

  private static final byte[] TEXT = "hello".getBytes(StandardCharsets.US_ASCII);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ByteArrayOutputStream echoed = new ByteArrayOutputStream();
  private final SshClient client = SshClient.setUpDefaultClient();
  private HeldKeyExchange hop;
  private ServerSocket target;
  private ClientSession session;
  private ForwardChannel channel;

  @BeforeEach
  void connect() throws Exception {
    target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    threads.execute(this::echo);
    hop = new HeldKeyExchange();
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.setKeyExchangeFactories(
        List.of(ClientBuilder.DH2KEX.apply(BuiltinDHFactories.curve25519)));
    client.start();
    session = client.connect("robot", "127.0.0.1", hop.port()).verify(LONG).getSession();
    session.addPasswordIdentity("any");
    session.auth().verify(LONG);
    channel = new ForwardChannel("127.0.0.1", target.getLocalPort());
    CountDownLatch opened = new CountDownLatch(1);
    channel.onOpened(opened::countDown);
    channel.receiveWith(this::received);
    ((AbstractSession) session).getService(ConnectionService.class).registerChannel(channel);
    channel.open();
    assertThat(opened.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private void echo() {
    try (Socket socket = target.accept()) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException closed) {
      // The test is over
    }
  }

  private void received(Buffer buffer) {
    byte[] bytes = new byte[buffer.available()];
    buffer.getRawBytes(bytes);
    echoed.writeBytes(bytes);
  }

  @AfterEach
  void close() throws Exception {
    hop.letGo();
    client.close(true).await(LONG);
    hop.close();
    target.close();
    threads.shutdownNow();
  }

  /** A timer's thread that had to wait would hold up all other timers. */
  @Test
  void whoWritesIntoAKeyExchangeIsNotHeldUp() throws Exception {
    hop.beginOn(session);

    IoWriteFuture written =
        threads
            .submit(() -> channel.write(new ByteArrayBuffer(TEXT)))
            .get(LONG.toSeconds(), TimeUnit.SECONDS);

    assertThat(written.isDone()).as("gone before the new keys are there").isFalse();
    hop.letGo();
    await().until(written::isWritten);
    await().until(() -> echoed.size() == TEXT.length);
    assertThat(echoed.toByteArray()).isEqualTo(TEXT);
  }
}
