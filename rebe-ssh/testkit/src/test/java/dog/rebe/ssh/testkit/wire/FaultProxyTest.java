package dog.rebe.ssh.testkit.wire;

import static dog.rebe.ssh.testkit.Awaiting.await;
import static dog.rebe.ssh.testkit.wire.Direction.TO_CLIENT;
import static dog.rebe.ssh.testkit.wire.Direction.TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultProxyTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  @RegisterExtension final LeakCheck leaks = LeakCheck.strict();

  private EchoServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = leaks.closing(new EchoServer());
    proxy = leaks.closing(FaultProxy.to(server.address()));
  }

  private Socket connect() throws IOException {
    return new Socket(proxy.address().getAddress(), proxy.address().getPort());
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  @Test
  void carriesEveryByteInBothDirections() throws IOException {
    byte[] sent = bytes(2_000_000);
    try (Socket socket = connect()) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  socket.getOutputStream().write(sent);
                  socket.shutdownOutput();
                } catch (IOException broken) {
                  throw new IllegalStateException(broken);
                }
              });
      writer.start();
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
    }
    ProxiedConnection connection = proxy.connections().get(0);
    assertThat(connection.bytes(TO_SERVER)).isEqualTo(sent.length);
    assertThat(connection.bytes(TO_CLIENT)).isEqualTo(sent.length);
    await().until(() -> !connection.isOpen());
  }

  @Test
  void cutsAtExactlyTheByteThatItIsTold() throws IOException {
    for (int atByte : new int[] {0, 1, 2, 999, 70_000}) {
      proxy.obey(new WireFault.Cut(TO_CLIENT, atByte));
      byte[] sent = bytes(80_000);
      try (Socket socket = connect()) {
        sendAll(socket, sent);
        assertThat(socket.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOf(sent, atByte));
      }
    }
    assertThat(proxy.connections())
        .extracting(connection -> connection.bytes(TO_CLIENT))
        .containsExactly(0L, 1L, 2L, 999L, 70_000L);
  }

  /** The server has no room for them, so that they stay on their way to it. */
  @Test
  void clientsThatLeaveBeforeTheServerIsReachedHarmNoOthers() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FaultProxy crowded =
          leaks.closing(FaultProxy.to((InetSocketAddress) full.getLocalSocketAddress()));
      for (int i = 1; i <= 10; i++) {
        int clients = i;
        try (Socket socket =
            new Socket(crowded.address().getAddress(), crowded.address().getPort())) {
          socket.shutdownOutput();
          await().until(() -> crowded.connections().size() == clients);
        }
      }
    }
  }

  @Test
  void letsTheServerSeeNoByteMoreThanItIsTold() throws IOException {
    proxy.obey(new WireFault.Cut(TO_SERVER, 10));
    try (Socket socket = connect()) {
      sendAll(socket, bytes(1_000));
      assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThanOrEqualTo(10);
    }
    await().until(() -> server.received() == 10);
  }

  @Test
  void resets() throws IOException {
    proxy.obey(new WireFault.Reset(TO_SERVER, 5));
    try (Socket socket = connect()) {
      sendAll(socket, bytes(1_000));
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void stallsWhatIsOpenOnDemandAndCarriesWhatComesAfter() throws IOException {
    try (Socket stalled = connect()) {
      sendAll(stalled, bytes(10));
      assertThat(stalled.getInputStream().readNBytes(10)).hasSize(10);

      proxy.stallAll();

      sendAll(stalled, bytes(10));
      stalled.setSoTimeout((int) SHORT.toMillis());
      assertThatThrownBy(() -> stalled.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(proxy.connections().get(0).isOpen()).isTrue();
      try (Socket later = connect()) {
        sendAll(later, bytes(10));
        assertThat(later.getInputStream().readNBytes(10)).hasSize(10);
      }
    }
  }

  @Test
  void cutsWhatIsOpenOnDemand() throws IOException {
    try (Socket socket = connect()) {
      sendAll(socket, bytes(10));
      assertThat(socket.getInputStream().readNBytes(10)).hasSize(10);

      proxy.cutAll();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void stallsAndStaysOpen() throws IOException {
    proxy.obey(new WireFault.Stall(TO_CLIENT, 3));
    try (Socket socket = connect()) {
      sendAll(socket, bytes(1_000));
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(3)).hasSize(3);
      socket.setSoTimeout((int) SHORT.toMillis());
      assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
      assertThat(proxy.connections().get(0).isOpen()).isTrue();
    }
  }

  @Test
  void pausesAndGoesOn() throws IOException {
    proxy.obey(new WireFault.Pause(TO_CLIENT, 3, SHORT));
    byte[] sent = bytes(1_000);
    long start = System.nanoTime();
    try (Socket socket = connect()) {
      sendAll(socket, sent);
      assertThat(socket.getInputStream().readNBytes(1_000)).isEqualTo(sent);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void delaysEveryByteByTheRoundTrip() throws IOException {
    proxy.obey(number -> WireFault.roundTrip(SHORT));
    try (Socket socket = connect()) {
      for (int i = 0; i < 2; i++) {
        long start = System.nanoTime();
        socket.getOutputStream().write(i);
        assertThat(socket.getInputStream().read()).isEqualTo(i);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
      }
    }
  }

  @Test
  void tricklesAFewBytesAtATime() throws IOException {
    proxy.obey(new WireFault.Trickle(TO_CLIENT, 2, Duration.ofMillis(10)));
    byte[] sent = bytes(21);
    long start = System.nanoTime();
    try (Socket socket = connect()) {
      sendAll(socket, sent);
      assertThat(socket.getInputStream().readNBytes(21)).isEqualTo(sent);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void treatsEachConnectionAsItsNumberSays() throws IOException {
    proxy.obey(number -> number == 1 ? List.of() : List.of(new WireFault.Cut(TO_SERVER, 0)));
    assertThat(IntStream.range(0, 3).mapToObj(number -> echoes()))
        .containsExactly(false, true, false);
  }

  @Test
  void resetsWhatIsOpen() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(1);
      assertThat(socket.getInputStream().read()).isEqualTo(1);
      proxy.resetAll();
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void closesTheClientWhenTheServerIsNotThere() throws IOException {
    InetSocketAddress gone = server.address();
    server.close();
    try (FaultProxy toNobody = FaultProxy.to(gone);
        Socket socket = new Socket(toNobody.address().getAddress(), toNobody.address().getPort())) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void choosesTheSameFaultsForTheSameSeed() {
    List<WireFault> first = faults(1);
    assertThat(faults(1)).isEqualTo(first);
    assertThat(faults(2)).isNotEqualTo(first);
    assertThat(first)
        .allSatisfy(fault -> assertThat(((WireFault.AtByte) fault).atByte()).isBetween(0L, 99L));
  }

  private static List<WireFault> faults(long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, 20).mapToObj(i -> WireFault.random(random, 100)).toList();
  }

  private boolean echoes() {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(7);
      return socket.getInputStream().read() == 7;
    } catch (IOException broken) {
      return false;
    }
  }

  /** The proxy may close while there is still something to send. */
  private static void sendAll(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException closed) {
      // as it was told
    }
  }
}
