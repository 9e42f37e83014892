package dog.rebe.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.command.CommandFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that send what no SSH server sends. They are noticed early, and cost next to nothing. */
class MalformedPeerTest {

  /** A connection with its key exchange allocates about one MiB. */
  private static final long LITTLE = 16 << 20;

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofSeconds(2);

  /** The timeouts that a malformed packet may have to wait for. */
  private static final ConnectionOptions HASTY =
      ConnectionOptions.defaults().withHandshakeTimeout(SHORT);

  /** With these nothing is due to a timeout. */
  private static final ConnectionOptions PATIENT =
      ConnectionOptions.defaults().withHandshakeTimeout(LONG).withLoginTimeout(LONG);

  private static final int MOST_BEFORE_BANNER = 16 * 1024;
  private static final int PACKET_BYTES = 4096;

  @TempDir Path folder;
  private Path key;
  private String hostKey = "SHA256:" + "A".repeat(43);

  @BeforeEach
  void makeKey() throws Exception {
    key =
        Files.createFile(
            folder.resolve("key"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (EmbeddedFleet fleet = EmbeddedFleet.start(1)) {
      Files.writeString(key, fleet.clientKeyText());
    }
  }

  private ExchangeEnd connect(int port, ConnectionOptions options) throws Exception {
    Node node = Node.of("node", Endpoint.ssh("robot", "127.0.0.1", port));
    try (SshTransport transport =
        SshTransport.builder()
            .hostTrust(HostTrust.pinned(Map.of(node.id(), hostKey)))
            .credentials(Credential.keyFile(key))
            .connection(options)
            .build()) {
      return Recorder.run(
              transport, node, Command.of("true").readOnly().limits(Limits.of(LONG, 1024)))
          .end();
    }
  }

  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).sum();
  }

  /**
   * The SSH library reads on for a while, so that nobody learns from it which byte was wrong, and
   * keeps nothing of that; the timeout of the handshake is the end of it at the latest.
   */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4, 1 << 20, 300_000_000, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL})
  @Tag("fault-24")
  void anAbsurdPacketLengthEndsTheConnectionAndNothingIsAllocated(long length) throws Exception {
    byte[] banner = "SSH-2.0-odd\r\n".getBytes(US_ASCII);
    byte[] hello = Arrays.copyOf(banner, banner.length + PACKET_BYTES);
    System.arraycopy(packet(length), 0, hello, banner.length, PACKET_BYTES);
    connectToPeerThatSends(hello, HASTY);
    long before = allocatedBytes();

    ExchangeEnd end = connectToPeerThatSends(hello, HASTY);

    assertThat(allocatedBytes() - before).isLessThan(LITTLE);
    assertThat(end)
        .isInstanceOfSatisfying(
            ExchangeEnd.NotStarted.class,
            ended ->
                assertThat(ended.kind())
                    .isIn(FailureKind.HANDSHAKE_FAILED, FailureKind.HANDSHAKE_TIMEOUT));
  }

  private static byte[] packet(long length) {
    byte[] packet = new byte[PACKET_BYTES];
    for (int i = 0; i < 4; i++) {
      packet[i] = (byte) (length >>> (24 - 8 * i));
    }
    return packet;
  }

  /** In the middle of a session, where the cipher leaves the length of a packet readable. */
  @ParameterizedTest
  @ValueSource(longs = {300_000_000, 0x7FFF_FFFFL, 0xFFFF_FFFFL})
  @Tag("fault-24")
  void anAbsurdPacketLengthInASessionLosesItAndNothingIsAllocated(long length) throws Exception {
    ConnectionOptions watched = PATIENT.withHeartbeat(SHORT, 2);
    try (SshServer server = server(packet(length))) {
      connect(server.getPort(), watched);
      long before = allocatedBytes();

      ExchangeEnd end = connect(server.getPort(), watched);

      assertThat(allocatedBytes() - before).isLessThan(LITTLE);
      assertThat(end)
          .isInstanceOfSatisfying(
              ExchangeEnd.Lost.class,
              lost -> assertThat(lost.kind()).isEqualTo(FailureKind.CONNECTION_LOST));
    }
  }

  /** Answers every command with this, past its own encryption. */
  private SshServer server(byte[] packet) throws Exception {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
    keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
    server.setKeyPairProvider(keys);
    server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
    CommandFactory answer =
        (channel, text) -> {
          channel.getSession().getIoSession().writeBuffer(new ByteArrayBuffer(packet));
          throw new IOException("nothing is run");
        };
    server.setCommandFactory(answer);
    server.start();
    hostKey = KeyUtils.getFingerPrint(keys.loadKeys(null).iterator().next().getPublic());
    return server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a line of a hundred bytes\r\n"})
  @Tag("fault-19")
  void noMoreThan16KibibytesAreReadInSearchOfABanner(String text) throws Exception {
    byte[] flood =
        Arrays.copyOf(text.repeat(MOST_BEFORE_BANNER).getBytes(US_ASCII), MOST_BEFORE_BANNER);

    Ends.assertNotStarted(connectToPeerThatSends(flood, PATIENT), FailureKind.NOT_AN_SSH_SERVER);
  }

  /** It sends this and nothing more, until the other side has had enough. */
  private ExchangeEnd connectToPeerThatSends(byte[] bytes, ConnectionOptions options)
      throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread peer = new Thread(() -> send(server, bytes));
      peer.start();
      ExchangeEnd end = connect(server.getLocalPort(), options);
      peer.join(LONG.toMillis());
      assertThat(peer.isAlive()).isFalse();
      return end;
    }
  }

  private static void send(ServerSocket server, byte[] bytes) {
    try (Socket client = server.accept()) {
      client.getOutputStream().write(bytes);
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // It has ended.
    }
  }
}
