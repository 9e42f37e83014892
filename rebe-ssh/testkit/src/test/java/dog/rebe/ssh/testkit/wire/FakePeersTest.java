package dog.rebe.ssh.testkit.wire;

import static dog.rebe.ssh.testkit.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.ssh.testkit.Awaiting;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FakePeersTest {

  private static final Duration PATIENCE = Awaiting.LONG;

  @RegisterExtension final LeakCheck leaks = LeakCheck.strict();

  private FakePeers peers;

  @BeforeEach
  void open() {
    peers = leaks.closing(FakePeers.open());
  }

  private static Socket connect(FakePeer peer) throws IOException {
    Socket socket = new Socket(peer.address().getAddress(), peer.address().getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  @Test
  void staysSilent() throws IOException {
    FakePeer peer = peers.start(new Peer.Silent());
    try (Socket socket = connect(peer)) {
      socket.getOutputStream().write("SSH-2.0-test\r\n".getBytes(StandardCharsets.US_ASCII));
      await().until(() -> peer.receivedBytes() == 14);
      socket.setSoTimeout(100);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(peer.sentBytes()).isZero();
      assertThat(peer.open()).isEqualTo(1);
    }
    await().until(() -> peer.open() == 0);
    assertThat(peer.accepted()).isEqualTo(1);
  }

  @Test
  void dripsForEver() throws IOException {
    FakePeer peer = peers.start(new Peer.DripsBanner(Duration.ofMillis(2)));
    try (Socket socket = connect(peer)) {
      assertThat(text(socket, 50)).isEqualTo("x".repeat(50));
    }
  }

  @Test
  void floodsAsMuchAsIsTaken() throws IOException {
    FakePeer peer = peers.start(new Peer.FloodsBanner());
    try (Socket socket = connect(peer)) {
      assertThat(socket.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
    }
  }

  @Test
  void claimsAnAbsurdPacketLength() throws IOException {
    FakePeer peer = peers.start(new Peer.AbsurdPacketLength(0xFFFF_FFFFL));
    try (Socket socket = connect(peer)) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertThat(text(socket, SshBytes.BANNER.length)).isEqualTo("SSH-2.0-FakePeer\r\n");
      assertThat(in.readInt()).isEqualTo(-1);
    }
  }

  @Test
  void closesOnceTheClientHasProposed() throws IOException {
    FakePeer peer = peers.start(new Peer.ClosesInKeyExchange());
    try (Socket socket = connect(peer)) {
      socket.getOutputStream().write("SSH-2.0-te".getBytes(StandardCharsets.US_ASCII));
      await().until(() -> peer.receivedBytes() == 10);
      assertThat(peer.open()).isEqualTo(1);
      socket.getOutputStream().write("st\r\nproposal".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .startsWith("SSH-2.0-FakePeer\r\n");
    }
  }

  @Test
  void resetsOnceTheClientHasProposed() throws IOException {
    FakePeer peer = peers.start(new Peer.ResetsInKeyExchange());
    try (Socket socket = connect(peer)) {
      socket.getOutputStream().write("SSH-2.0-test\r\nx".getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void proposesWeakAlgorithmsOnly() throws IOException {
    FakePeer peer = peers.start(new Peer.Proposes(Algorithms.weak()));
    assertThat(goesOn(peer)).isFalse();
  }

  @Test
  void proposesWithoutStrictKeyExchange() throws IOException {
    Algorithms lax =
        Algorithms.modern().withoutStrictKeyExchange().ciphers("chacha20-poly1305@openssh.com");
    FakePeer peer = peers.start(new Peer.Proposes(lax));
    assertThat(goesOn(peer)).isTrue();
    assertThat(lax.keyExchanges()).noneMatch(name -> name.contains("strict"));
  }

  @Test
  void proposesWhatAModernClientAccepts() throws IOException {
    assertThat(goesOn(peers.start(new Peer.Proposes(Algorithms.modern())))).isTrue();
  }

  @Test
  void servesManyPeersAtOnce() throws IOException {
    List<FakePeer> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(peers.start(new Peer.NotSsh()));
    }
    for (FakePeer peer : many) {
      try (Socket socket = connect(peer)) {
        assertThat(text(socket, 4)).isEqualTo("220 ");
      }
    }
  }

  @Test
  void givesItsPortBack() throws IOException {
    FakePeer first = peers.start(new Peer.Silent());
    int port = first.address().getPort();
    try (Socket connected = connect(first)) {
      first.close();
      FakePeer second = peers.start(new Peer.NotSsh(), port);
      try (Socket socket = connect(second)) {
        assertThat(text(socket, 4)).isEqualTo("220 ");
      }
      assertThat(connected.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void refusesToStartOnceItIsClosed() {
    peers.close();
    assertThatThrownBy(() -> peers.start(new Peer.Silent()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    int port = peers.start(new Peer.Silent()).address().getPort();
    assertThatThrownBy(() -> peers.start(new Peer.Silent(), port)).isInstanceOf(IOException.class);
  }

  /** Whether a client, which offers everything that it has, begins to exchange keys. */
  private static boolean goesOn(FakePeer peer) throws IOException {
    try (SshClient client = SshClient.setUpDefaultClient()) {
      client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
      client.start();
      try (ClientSession session =
          client
              .connect("nobody", peer.address().getHostString(), peer.address().getPort())
              .verify(PATIENCE)
              .getSession()) {
        await().until(() -> session.isClosed() || session.getKex() != null);
        return !session.isClosed();
      }
    }
  }

  private static String text(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
  }
}
