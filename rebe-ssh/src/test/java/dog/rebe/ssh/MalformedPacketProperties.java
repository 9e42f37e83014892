package dog.rebe.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Servers that say hello and then any bytes at all, in the form of a packet or in none. */
class MalformedPacketProperties {

  private static final int AT_ONCE = 40;
  private static final byte[] BANNER = "SSH-2.0-odd\r\n".getBytes(US_ASCII);
  private static final ConnectionOptions HASTY =
      ConnectionOptions.defaults().withHandshakeTimeout(Duration.ofSeconds(3));

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  @Tag("fault-24")
  void nothingIsSentToAServerThatSpeaksNonsense(@ForAll("nonsense") List<byte[]> spoken)
      throws Exception {
    Path key =
        Files.createTempFile(
            "rebe-key-",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    ExecutorService peers = Executors.newCachedThreadPool();
    List<ServerSocket> servers = new ArrayList<>();
    try (EmbeddedFleet fleet = EmbeddedFleet.start(1)) {
      Files.writeString(key, fleet.clientKeyText());
      try (SshTransport transport =
          SshTransport.builder()
              .hostTrust(HostTrust.pinned(fleet.fingerprints()))
              .credentials(Credential.keyFile(key))
              .connection(HASTY)
              .build()) {
        List<Recorder> runs = new ArrayList<>();
        for (byte[] bytes : spoken) {
          ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          servers.add(server);
          peers.execute(() -> speak(server, bytes));
          runs.add(
              Recorder.run(
                  transport,
                  Node.of(
                      "node-" + runs.size(),
                      Endpoint.ssh("robot", "127.0.0.1", server.getLocalPort())),
                  Command.of("true").readOnly().limits(Awaiting.unhurried(1024))));
        }
        for (Recorder run : runs) {
          assertThat(run.end())
              .isInstanceOfSatisfying(
                  ExchangeEnd.NotStarted.class,
                  end ->
                      assertThat(end.kind())
                          .isIn(
                              FailureKind.HANDSHAKE_FAILED,
                              FailureKind.HANDSHAKE_TIMEOUT,
                              FailureKind.CONNECTION_LOST));
        }
      }
    } finally {
      for (ServerSocket server : servers) {
        server.close();
      }
      peers.shutdownNow();
      assertThat(peers.awaitTermination(Awaiting.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      Files.delete(key);
    }
  }

  /** Half of them end it themselves, and half wait for the other side. */
  private static void speak(ServerSocket server, byte[] bytes) {
    try (Socket client = server.accept()) {
      client.getOutputStream().write(BANNER);
      client.getOutputStream().write(bytes);
      if (bytes.length % 2 == 0) {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException gone) {
      // It has ended.
    }
  }

  @Provide
  Arbitrary<List<byte[]>> nonsense() {
    Arbitrary<Integer> lengths =
        Arbitraries.oneOf(Arbitraries.integers(), Arbitraries.integers().between(0, 300));
    Arbitrary<byte[]> bodies = Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(300);
    // A packet begins with its length, the length of its padding, and the number of its message.
    return Combinators.combine(lengths, Arbitraries.integers().between(0, 255), bodies)
        .as(MalformedPacketProperties::packet)
        .list()
        .ofSize(AT_ONCE);
  }

  private static byte[] packet(int length, int message, byte[] body) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    packet.write(4);
    packet.write(message);
    packet.writeBytes(body);
    return packet.toByteArray();
  }
}
