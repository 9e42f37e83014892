package dog.rebe.protocol.carrier;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.Agent;
import dog.rebe.protocol.AgentBuilder;
import dog.rebe.protocol.AgentTransport;
import dog.rebe.protocol.Patience;
import dog.rebe.protocol.identity.EnrolledPeers;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.identity.PeerKey;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command with input and output over every carrier, and what each refuses. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class CarriersTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final PeerKey CALLER = PeerKey.generate(RANDOM);
  private static final PeerKey AGENT = PeerKey.generate(RANDOM);
  private static final Identity CALLER_SIDE =
      Identity.of("caller", CALLER).believing(EnrolledPeers.of("agent", AGENT.publicKey()));
  private static final Identity AGENT_SIDE =
      Identity.of("agent", AGENT).believing(EnrolledPeers.of("caller", CALLER.publicKey()));
  private static final SessionOptions PATIENT =
      SessionOptions.defaults().withOpeningTimeout(Patience.LONG);
  private static final Node NODE = Node.of("localhost", AgentTransport.endpoint("a"));

  @TempDir private static Path shared;
  private static KeyStore serverKey;
  private static KeyStore callerKey;
  private static LocalTransport local;

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    serverKey = Certificates.make(shared, "server");
    callerKey = Certificates.make(shared, "caller");
    local = LocalTransport.create();
  }

  @AfterAll
  static void close() {
    local.close();
  }

  private static AgentBuilder agent() {
    return Agent.serving(local).nodes(List.of(Node.local())).session(PATIENT);
  }

  private static Outcome<String> run(Connector connector, Identity identity, int inputBytes)
      throws Exception {
    try (AgentTransport transport =
            AgentTransport.builder()
                .agent("a", connector)
                .identity(identity)
                .session(PATIENT)
                .build();
        CommandExecutor executor =
            CommandExecutor.builder().transport(transport).retry(RetryOptions.none()).build()) {
      Command<String> count =
          Command.of("wc", "-c")
              .readOnly()
              .limits(Limits.of(Duration.ofSeconds(60), 1_000))
              .decode(Decoder.text())
              .input(StandardInput.of(new byte[inputBytes]));
      return executor.start(count, NODE).await();
    }
  }

  private static void works(Connector connector, Identity identity) throws Exception {
    for (int bytes : new int[] {5, 300_000}) {
      Outcome<String> outcome = run(connector, identity, bytes);
      assertThat(outcome.value().map(String::strip))
          .as(outcome.toString())
          .contains(Integer.toString(bytes));
    }
  }

  private static FailureKind fails(Connector connector, Identity identity) throws Exception {
    Outcome<String> outcome = run(connector, identity, 5);
    assertThat(outcome.delivery()).isEqualTo(dog.rebe.outcome.Delivery.NOT_STARTED);
    return outcome.failure().orElseThrow().kind();
  }

  @Test
  void carriesOverAUnixSocket() throws Exception {
    Path socket = folder.resolve("s");
    try (Agent agent = agent().build()) {
      agent.listen(UnixSockets.listen(socket));
      works(UnixSockets.to(socket), Identity.ofCarrier());
      assertThatThrownBy(() -> UnixSockets.listen(socket)).hasMessageContaining("there already");
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void carriesOverLoopbackWithEnrolledKeysOnly() throws Exception {
    try (Agent agent = agent().identity(AGENT_SIDE).build()) {
      TcpServer server = Loopback.listen(0);
      agent.listen(server);

      works(Loopback.to(server.port()), CALLER_SIDE);
      assertThat(fails(Loopback.to(server.port()), Identity.ofCarrier()))
          .isEqualTo(FailureKind.AUTHENTICATION_REFUSED);
    }
  }

  @Test
  void servesNobodyOnLoopbackWithoutKeys() throws Exception {
    try (Agent agent = agent().build()) {
      TcpServer server = Loopback.listen(0);
      agent.listen(server);

      assertThat(fails(Loopback.to(server.port()), CALLER_SIDE))
          .isEqualTo(FailureKind.AUTHENTICATION_REFUSED);
    }
  }

  @Test
  void tellsThatNothingListens() throws Exception {
    // Bound, so that nobody else takes the port, and the connection not its own end for the other.
    try (Socket deaf = new Socket()) {
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertThat(fails(Loopback.to(deaf.getLocalPort()), CALLER_SIDE))
          .isEqualTo(FailureKind.CONNECT_REFUSED);
    }
  }

  @Test
  void carriesOverTheStreamsOfAChildProcess() throws Exception {
    Path errors = folder.resolve("errors");
    long before = ProcessHandle.current().children().count();
    works(ChildProcess.of(AgentProgram.command(), errors.toFile()), Identity.ofCarrier());

    assertThat(Files.readString(errors)).isEmpty();
    await().until(children(before));
  }

  private static java.util.concurrent.Callable<Boolean> children(long most) {
    return () -> ProcessHandle.current().children().count() <= most;
  }

  @Test
  void tellsThatAChildIsNoAgent() throws Exception {
    assertThat(fails(ChildProcess.of(List.of("cat")), Identity.ofCarrier()))
        .as("it says back what we said")
        .isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(fails(ChildProcess.of(List.of("true")), Identity.ofCarrier()))
        .isEqualTo(FailureKind.HANDSHAKE_FAILED);
  }

  @Test
  void carriesOverACommandOfAnotherTransport() throws Exception {
    List<String> command = AgentProgram.command();
    works(
        ExecConnector.of(
            local,
            Node.local(),
            command.get(0),
            command.subList(1, command.size()).toArray(new String[0])),
        Identity.ofCarrier());
  }

  @Test
  void carriesOverTlsWithCertificatesOfBothSides() throws Exception {
    SSLContext ofServer = Certificates.context(serverKey, callerKey);
    SSLContext ofCaller = Certificates.context(callerKey, serverKey);
    try (Agent agent = agent().build()) {
      TcpServer server = Tls.listen(ofServer, InetAddress.getLoopbackAddress(), 0);
      agent.listen(server);

      works(Tls.to(ofCaller, "localhost", server.port()), Identity.ofCarrier());
    }
  }

  @Test
  void signsOverTls() throws Exception {
    SSLContext ofServer = Certificates.context(serverKey, callerKey);
    SSLContext ofCaller = Certificates.context(callerKey, serverKey);
    try (Agent agent = agent().identity(AGENT_SIDE).build()) {
      TcpServer server = Tls.listen(ofServer, InetAddress.getLoopbackAddress(), 0);
      agent.listen(server);

      works(Tls.to(ofCaller, "localhost", server.port()), CALLER_SIDE);
    }
  }

  @Test
  void takesNobodyOverTlsWithoutACertificateThatItTrusts() throws Exception {
    SSLContext ofServer = Certificates.context(serverKey, callerKey);
    try (Agent agent = agent().build()) {
      TcpServer server = Tls.listen(ofServer, InetAddress.getLoopbackAddress(), 0);
      agent.listen(server);

      for (SSLContext stranger :
          List.of(Certificates.anonymous(serverKey), Certificates.context(serverKey, serverKey))) {
        assertThat(fails(Tls.to(stranger, "localhost", server.port()), Identity.ofCarrier()))
            .isIn(FailureKind.AUTHENTICATION_REFUSED, FailureKind.HANDSHAKE_FAILED);
      }
    }
  }

  @Test
  void trustsNoServerOverTlsThatItDoesNotKnow() throws Exception {
    SSLContext ofServer = Certificates.context(serverKey, callerKey);
    SSLContext ofCaller = Certificates.context(callerKey, callerKey);
    try (Agent agent = agent().build()) {
      TcpServer server = Tls.listen(ofServer, InetAddress.getLoopbackAddress(), 0);
      agent.listen(server);

      assertThat(fails(Tls.to(ofCaller, "localhost", server.port()), Identity.ofCarrier()))
          .isEqualTo(FailureKind.AUTHENTICATION_REFUSED);
    }
  }

  @Test
  void carriesOverWebSocketWithEnrolledKeys() throws Exception {
    try (Agent agent = agent().identity(AGENT_SIDE).build()) {
      TcpServer server = WebSockets.listen(0, "/rebe");
      agent.listen(server);
      URI address = URI.create("ws://localhost:" + server.port() + "/rebe");

      works(WebSockets.to(address), CALLER_SIDE);
      assertThat(fails(WebSockets.to(URI.create(address + "/other")), CALLER_SIDE))
          .isEqualTo(FailureKind.HANDSHAKE_FAILED);
      assertThat(fails(WebSockets.to(address), Identity.ofCarrier()))
          .isEqualTo(FailureKind.AUTHENTICATION_REFUSED);
    }
  }

  @Test
  void carriesOverWebSocketAndTls() throws Exception {
    SSLContext ofServer = Certificates.context(serverKey, callerKey);
    SSLContext ofCaller = Certificates.context(callerKey, serverKey);
    try (Agent agent = agent().build()) {
      TcpServer server = WebSockets.listen(ofServer, InetAddress.getLoopbackAddress(), 0, "/rebe");
      agent.listen(server);
      URI address = URI.create("wss://localhost:" + server.port() + "/rebe");

      works(WebSockets.to(address, ofCaller), Identity.ofCarrier());
    }
  }

  @Test
  void sendsNothingInTheClearToAnotherMachine() {
    assertThatThrownBy(
            () -> WebSockets.to(URI.create("ws://192.0.2.1/x")).connect(Duration.ofSeconds(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("use wss");
  }

  /** The JDK's own client: that both halves of ours fit proves only that they are alike. */
  @Test
  void understandsAWebSocketClientOfSomebodyElse() throws Exception {
    CompletableFuture<byte[]> echoed = new CompletableFuture<>();
    TcpServer server = WebSockets.listen(0, "/echo");
    Thread echo =
        new Thread(
            () -> {
              try (Link link = server.accept().open()) {
                byte[] buffer = new byte[10_000];
                int read;
                while ((read = link.input().read(buffer)) >= 0) {
                  link.output().write(buffer, 0, read);
                  link.output().flush();
                }
              } catch (IOException e) {
                echoed.completeExceptionally(e);
              }
            });
    echo.start();
    byte[] sent = new byte[100_000];
    RANDOM.nextBytes(sent);
    WebSocket client =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("rebe.v1")
            .buildAsync(
                URI.create("ws://localhost:" + server.port() + "/echo"),
                new Collecting(sent.length, echoed))
            .get(60, TimeUnit.SECONDS);
    client.sendPing(ByteBuffer.wrap(new byte[] {1})).get(60, TimeUnit.SECONDS);
    client.sendBinary(ByteBuffer.wrap(sent, 0, 60_000), false).get(60, TimeUnit.SECONDS);
    client.sendBinary(ByteBuffer.wrap(sent, 60_000, 40_000), true).get(60, TimeUnit.SECONDS);

    assertThat(echoed.get(60, TimeUnit.SECONDS)).isEqualTo(sent);
    client.sendClose(WebSocket.NORMAL_CLOSURE, "").get(60, TimeUnit.SECONDS);
    echo.join(60_000);
    assertThat(echo.isAlive()).isFalse();
    server.close();
  }

  private static final class Collecting implements WebSocket.Listener {
    private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    private final int expected;
    private final CompletableFuture<byte[]> whole;

    Collecting(int expected, CompletableFuture<byte[]> whole) {
      this.expected = expected;
      this.whole = whole;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] some = new byte[data.remaining()];
      data.get(some);
      bytes.writeBytes(some);
      if (bytes.size() >= expected) {
        whole.complete(bytes.toByteArray());
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
