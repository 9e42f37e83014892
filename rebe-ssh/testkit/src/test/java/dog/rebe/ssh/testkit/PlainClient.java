package dog.rebe.ssh.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;

/** MINA's own client with little around it, for tests of the nodes. */
final class PlainClient implements AutoCloseable {

  static final Duration PATIENCE = Awaiting.LONG;

  private final SshClient client = SshClient.setUpDefaultClient();

  PlainClient(EmbeddedFleet fleet) throws IOException {
    this(fleet, KeyPairProvider.wrap(fleet.clientKey()));
  }

  /** One that the nodes do not let in by its key. */
  static PlainClient withoutKey(EmbeddedFleet fleet) throws IOException {
    return new PlainClient(fleet, KeyPairProvider.EMPTY_KEYPAIR_PROVIDER);
  }

  private PlainClient(EmbeddedFleet fleet, KeyPairProvider keys) throws IOException {
    java.nio.file.Path knownHosts = java.nio.file.Files.createTempFile("known_hosts", "");
    knownHosts.toFile().deleteOnExit();
    java.nio.file.Files.writeString(knownHosts, fleet.knownHosts());
    client.setServerKeyVerifier(
        new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, knownHosts));
    client.setKeyIdentityProvider(keys);
    CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.NIO_WORKERS.set(client, 2);
    client.setKeyExchangeFactories(
        java.util.List.of(
            org.apache.sshd.client.ClientBuilder.DH2KEX.apply(
                org.apache.sshd.common.kex.BuiltinDHFactories.curve25519)));
    client.start();
  }

  void listen(SessionListener listener) {
    client.addSessionListener(listener);
  }

  ClientSession connect(EmbeddedNode node) throws IOException {
    return client
        .connect(EmbeddedNode.USER, "127.0.0.1", node.port())
        .verify(PATIENCE)
        .getSession();
  }

  ClientSession login(EmbeddedNode node) throws IOException {
    ClientSession session = connect(node);
    session.auth().verify(PATIENCE);
    return session;
  }

  /** Runs a command over a session of its own. */
  Ended run(EmbeddedNode node, String command) throws IOException {
    try (ClientSession session = login(node)) {
      return run(session, command, "");
    }
  }

  Ended run(ClientSession session, String command, String input) throws IOException {
    try (ChannelExec channel = session.createExecChannel(command)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      channel.setIn(new java.io.ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      channel.setOut(out);
      channel.setErr(err);
      channel.open().await(PATIENCE);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
      return new Ended(
          out.toString(StandardCharsets.UTF_8),
          err.toString(StandardCharsets.UTF_8),
          channel.getExitStatus(),
          channel.getExitSignal());
    }
  }

  @Override
  public void close() throws IOException {
    client.close(true).await(PATIENCE);
  }

  /** What a client sees of a command. */
  record Ended(String out, String err, Integer status, String signal) {}
}
