package dog.rebe.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real OpenSSH server on a port of the loopback address, for logins of the user who runs the
 * test.
 */
final class OpenSshServer implements AutoCloseable {

  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  private final Process process;
  private final Path folder;
  private final int port;

  private OpenSshServer(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts one with its files in this folder; skips the test where there is no sshd. */
  static OpenSshServer start(Path folder) throws IOException, InterruptedException {
    boolean there = Files.isExecutable(SSHD);
    if (!there && Boolean.getBoolean("rebe.requireSystem")) {
      throw new AssertionError("This test needs " + SSHD + ": install the OpenSSH server");
    }
    assumeTrue(there, "This test needs " + SSHD);
    Files.createDirectories(folder);
    keygen(folder.resolve("host_key"));
    keygen(folder.resolve("id_ed25519"));
    Files.copy(folder.resolve("id_ed25519.pub"), folder.resolve("authorized_keys"));
    int port = freePort();
    Path config = folder.resolve("sshd_config");
    Files.writeString(
        config,
        String.join(
            "\n",
            "ListenAddress 127.0.0.1",
            "Port " + port,
            "HostKey " + folder.resolve("host_key"),
            "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
            "PidFile none",
            "UsePAM no",
            "StrictModes no",
            "PermitRootLogin yes",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "MaxStartups 100:30:200",
            "Subsystem sftp internal-sftp",
            ""));
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    Process process =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    OpenSshServer server = new OpenSshServer(process, folder, port);
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(server::answers);
    return server;
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("sshd ended: see " + folder.resolve("sshd.log"));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        InputStream banner = socket.getInputStream()) {
      return banner.read() == 'S';
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void keygen(Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("ssh-keygen failed");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** {@code user@127.0.0.1:port}. */
  String address() {
    return System.getProperty("user.name") + "@127.0.0.1:" + port;
  }

  /** The private key that it lets in. */
  Path identity() {
    return folder.resolve("id_ed25519");
  }

  /** A known_hosts file that trusts it. */
  Path knownHosts() throws IOException {
    Path file = folder.resolve("known_hosts");
    List<String> key = List.of(Files.readString(folder.resolve("host_key.pub")).split(" ", -1));
    Files.writeString(file, "[127.0.0.1]:" + port + " " + key.get(0) + " " + key.get(1) + "\n");
    return file;
  }

  /** The options that reach it. */
  List<String> login() throws IOException {
    return List.of(
        "--node",
        address(),
        "--identity",
        identity().toString(),
        "--known-hosts",
        knownHosts().toString());
  }

  /** The host key's fingerprint as ssh-keygen tells it. */
  String fingerprint() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("ssh-keygen", "-l", "-f", folder.resolve("host_key.pub").toString())
            .start();
    String line =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    process.waitFor();
    return line.split(" ", -1)[1];
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
