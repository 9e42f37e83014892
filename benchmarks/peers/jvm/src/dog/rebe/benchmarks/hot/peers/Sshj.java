package dog.rebe.benchmarks.hot.peers;

import dog.rebe.benchmarks.hot.BlockingClient;
import dog.rebe.benchmarks.hot.Setting;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** sshj with its defaults, but for TCP_NODELAY and the one host key. */
public final class Sshj implements BlockingClient.Library {

  private final DefaultConfig config = new DefaultConfig();
  private final Setting setting;
  private final KeyProvider key;
  private final String hostKey;

  public Sshj(Setting setting) throws Exception {
    this.setting = setting;
    hostKey = setting.hostKey();
    try (SSHClient reader = new SSHClient(config)) {
      key = reader.loadKeys(setting.identity().toString());
    }
    key.getPrivate();
  }

  @Override
  public BlockingClient.Connection open(String host) throws Exception {
    SSHClient client = new SSHClient(config);
    client.addHostKeyVerifier(
        new HostKeyVerifier() {
          @Override
          public boolean verify(String name, int port, PublicKey shown) {
            byte[] blob = new Buffer.PlainBuffer().putPublicKey(shown).getCompactData();
            return Base64.getEncoder().encodeToString(blob).equals(hostKey);
          }

          @Override
          public List<String> findExistingAlgorithms(String name, int port) {
            return List.of("ssh-ed25519");
          }
        });
    client.connect(host, setting.port());
    client.getSocket().setTcpNoDelay(true);
    client.authPublickey(setting.user(), key);
    return new BlockingClient.Connection() {
      @Override
      public String exec(String line) throws Exception {
        try (Session session = client.startSession()) {
          Session.Command command = session.exec(line);
          String out = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          command.join();
          if (command.getExitStatus() != 0) {
            throw new IllegalStateException("exit " + command.getExitStatus());
          }
          return out;
        }
      }

      @Override
      public void close() throws Exception {
        client.disconnect();
      }
    };
  }
}
