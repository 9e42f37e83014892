package dog.rebe.ssh.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.node.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real OpenSSH server on a port of the loopback address, for logins of the user who runs the
 * test. It runs as root and as an ordinary user, and keeps all of its files in one folder.
 *
 * <pre>{@code
 * try (OpenSshServer sshd = OpenSshServer.start(folder, "MaxSessions 2")) {
 *   Node node = Node.of("real", sshd.endpoint());
 * }
 * }</pre>
 */
public final class OpenSshServer implements AutoCloseable {

  private static final Path SSHD = Path.of("/usr/sbin/sshd");
  private static final long STARTUP_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final long END_SECONDS = 5;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int ATTEMPTS = 20;

  /** What sshd logs where somebody else was faster. */
  private static final String PORT_TAKEN = "Cannot bind any address";

  /** From OpenSSH 9.8 on, who is refused some times is locked out for a while. */
  private static final String NO_PENALTIES = "PerSourcePenalties no";

  private final Process process;
  private final Path folder;
  private final int port;

  private OpenSshServer(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts a server that lets {@link #identity()} in.
   *
   * <p>Where there is no sshd the test is skipped; with the system property {@code
   * rebe.requireSystem} it fails.
   *
   * @param folder made if it is not there; one for each server
   * @param directives lines for sshd_config(5); each takes the place of ours of the same name
   */
  public static OpenSshServer start(Path folder, String... directives) throws IOException {
    return startBy(List.of(), folder, directives);
  }

  /**
   * As {@link #start}, by a program that becomes sshd: {@code unshare -m sh -c 'mount ...; exec
   * "$@"' sh} gives it files of its own in place of the machine's.
   *
   * @param launcher its command line, to which sshd's is added; empty for none
   */
  public static OpenSshServer startBy(List<String> launcher, Path folder, String... directives)
      throws IOException {
    requireInstalled();
    Files.createDirectories(folder);
    makeKey(folder.resolve("host_key"));
    makeKey(folder.resolve("id_ed25519"));
    Files.copy(folder.resolve("id_ed25519.pub"), folder.resolve("authorized_keys"));
    if (user().equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    for (int attempt = 1; ; attempt++) {
      OpenSshServer server = launch(launcher, folder, freePort(), List.of(directives));
      if (server.awaitBanner()) {
        return server;
      }
      if (attempt == ATTEMPTS || !server.log().contains(PORT_TAKEN)) {
        throw new IOException("sshd does not answer:\n" + server.log());
      }
    }
  }

  private static OpenSshServer launch(
      List<String> launcher, Path folder, int port, List<String> directives) throws IOException {
    Path file = folder.resolve("sshd_config");
    List<String> lines = configuration(folder, port, directives);
    Files.write(file, with(NO_PENALTIES, lines));
    if (!accepts(file)) {
      Files.write(file, lines);
    }
    List<String> command = new ArrayList<>(launcher);
    command.addAll(
        List.of(SSHD.toString(), "-D", "-e", "-f", folder.resolve("sshd_config").toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    return new OpenSshServer(process, folder, port);
  }

  private static List<String> with(String directive, List<String> lines) {
    List<String> all = new ArrayList<>(lines);
    all.add(directive);
    return all;
  }

  private static boolean accepts(Path configuration) {
    try {
      run(SSHD.toString(), "-t", "-f", configuration.toString());
      return true;
    } catch (IOException unknownDirective) {
      return false;
    }
  }

  private static void requireInstalled() {
    boolean installed = Files.isExecutable(SSHD);
    if (!installed && Boolean.getBoolean("rebe.requireSystem")) {
      throw new AssertionError("This test needs " + SSHD + ": install the OpenSSH server");
    }
    assumeTrue(installed, "Skipped: this test needs " + SSHD + ", the OpenSSH server");
  }

  /**
   * sshd takes the first value that it finds, so what a test asks for stands before ours. Only of
   * MaxStartups it takes the last.
   */
  private static List<String> configuration(Path folder, int port, List<String> directives) {
    List<String> lines = new ArrayList<>();
    lines.add("MaxStartups 100:30:200");
    lines.addAll(directives);
    lines.addAll(
        List.of(
            "ListenAddress 127.0.0.1",
            "Port " + port,
            "HostKey " + folder.resolve("host_key"),
            "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
            "PidFile none",
            "UsePAM no",
            "StrictModes no",
            "PermitRootLogin yes",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no"));
    // A second one of the same name is an error
    if (directives.stream().noneMatch(line -> line.startsWith("Subsystem sftp "))) {
      lines.add("Subsystem sftp internal-sftp");
    }
    return lines;
  }

  /** False if it has ended or never answered. Who answers on its port while it lives is it. */
  private boolean awaitBanner() {
    long began = System.nanoTime();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() - began > STARTUP_NANOS) {
        process.destroyForcibly();
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return true;
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        InputStream banner = socket.getInputStream()) {
      return banner.read() == 'S';
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void makeKey(Path file) throws IOException {
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + command[0], e);
    }
    return output;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  /** Where it is reached, as the user who runs the test. */
  public Endpoint endpoint() {
    return Endpoint.ssh(user(), "127.0.0.1", port);
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The folder with its files: {@code sshd_config}, {@code authorized_keys}, keys and the log. */
  public Path folder() {
    return folder;
  }

  /** The private key that it lets in, without a passphrase. */
  public Path identity() {
    return folder.resolve("id_ed25519");
  }

  /** A known_hosts file that trusts it. */
  public Path knownHosts() throws IOException {
    String[] key = Files.readString(folder.resolve("host_key.pub")).split(" ", 3);
    Path file = folder.resolve("known_hosts");
    Files.writeString(file, "[127.0.0.1]:" + port + " " + key[0] + " " + key[1] + "\n");
    return file;
  }

  /** The fingerprint of its host key as {@code ssh-keygen -l} tells it, {@code SHA256:...}. */
  public String fingerprint() throws IOException {
    return run("ssh-keygen", "-l", "-f", folder.resolve("host_key.pub").toString())
        .split(" ", 3)[1];
  }

  /** What it has logged so far. */
  public String log() throws IOException {
    return Files.readString(folder.resolve("sshd.log"));
  }

  /** The process id of the listening server; its sessions are its children. */
  public long pid() {
    return process.pid();
  }

  /** A zombie, which may wait for its parent for ever, has no program any more. */
  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** Ends the server, every session that is still its child, and what they run. */
  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    process.destroy();
    all.forEach(ProcessHandle::destroy);
    long began = System.nanoTime();
    while (all.stream().anyMatch(OpenSshServer::isRunning)
        && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(END_SECONDS)) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
