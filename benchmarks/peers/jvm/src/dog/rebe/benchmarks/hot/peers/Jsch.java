package dog.rebe.benchmarks.hot.peers;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import dog.rebe.benchmarks.hot.BlockingClient;
import dog.rebe.benchmarks.hot.Setting;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** JSch with its defaults. Its known hosts are the fleet's. */
public final class Jsch implements BlockingClient.Library {

  private final JSch library = new JSch();
  private final Setting setting;

  public Jsch(Setting setting) throws Exception {
    this.setting = setting;
    library.addIdentity(setting.identity().toString());
    library.setKnownHosts(setting.folder().resolve("known_hosts").toString());
  }

  @Override
  public BlockingClient.Connection open(String host) throws Exception {
    Session session = library.getSession(setting.user(), host, setting.port());
    session.setConfig("PreferredAuthentications", "publickey");
    session.setConfig("StrictHostKeyChecking", "yes");
    session.connect(30_000);
    return new BlockingClient.Connection() {
      @Override
      public String exec(String line) throws Exception {
        ChannelExec channel = (ChannelExec) session.openChannel("exec");
        channel.setCommand(line);
        channel.setInputStream(null);
        InputStream output = channel.getInputStream();
        channel.connect();
        String out = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        while (!channel.isClosed()) {
          Thread.sleep(1); // it tells nobody when it is closed
        }
        int status = channel.getExitStatus();
        channel.disconnect();
        if (status != 0) {
          throw new IllegalStateException("exit " + status);
        }
        return out;
      }

      @Override
      public void close() {
        session.disconnect();
      }
    };
  }
}
