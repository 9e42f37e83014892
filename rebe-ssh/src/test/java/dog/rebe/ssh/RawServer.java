package dog.rebe.ssh;

import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/**
 * A server that answers each command with packets that a test writes, and then refuses it. Where
 * the packets are harmless, the command is "refused"; where they end the connection, it is not.
 */
final class RawServer implements AutoCloseable {

  /** What is sent. */
  interface Answer {
    void to(ChannelSession channel) throws IOException;
  }

  private final SshServer server = SshServer.setUpDefaultServer();
  private final String hostKey;

  RawServer(Answer answer) throws Exception {
    server.setHost("127.0.0.1");
    SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
    keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
    server.setKeyPairProvider(keys);
    server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
    server.setCommandFactory(
        (channel, text) -> {
          answer.to(channel);
          throw new IOException("nothing is run");
        });
    server.start();
    hostKey = KeyUtils.getFingerPrint(keys.loadKeys(null).iterator().next().getPublic());
  }

  /**
   * A server that gives terminals.
   *
   * @param before runs when one was asked for, before it is given
   */
  static RawServer withTerminals(Runnable before) throws Exception {
    RawServer raw = new RawServer(channel -> {});
    raw.server.setChannelFactories(
        List.of(
            new ChannelSessionFactory() {
              @Override
              public Channel createChannel(Session session) {
                return new ChannelSession() {
                  @Override
                  protected RequestHandler.Result handlePtyReq(Buffer buffer, boolean wantReply)
                      throws IOException {
                    before.run();
                    return super.handlePtyReq(buffer, wantReply);
                  }
                };
              }
            }));
    return raw;
  }

  Node node() {
    return Node.of("node", Endpoint.ssh("robot", "127.0.0.1", server.getPort()));
  }

  /** A builder for somebody who knows this server. */
  SshTransportBuilder transport(Path folder) throws Exception {
    Path key =
        Files.createFile(
            folder.resolve("key"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (EmbeddedFleet fleet = EmbeddedFleet.start(1)) {
      Files.writeString(key, fleet.clientKeyText());
    }
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(Map.of(node().id(), hostKey)))
        .credentials(Credential.keyFile(key));
  }

  /** A message of this kind for the client's channel, to be filled. */
  static Buffer message(ChannelSession channel, int kind) {
    Session session = channel.getSession();
    Buffer buffer = session.createBuffer((byte) kind, 256);
    buffer.putUInt(channel.getRecipient());
    return buffer;
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
