package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real OpenSSH server with users of its own and an {@code /etc} of its own, in a mount namespace:
 * nothing of this machine changes. It lets in {@link #USER}, who is nobody special. Only root can
 * make one.
 */
final class OwnUsers implements BeforeAllCallback, AfterAllCallback {

  /** An ordinary user. */
  static final String USER = "robot";

  /** Another one, who owns nothing and cannot log in. */
  static final String OTHER = "someone";

  /** Of its own for each JVM: processes are told by it. */
  private static final int UID = 40_000 + 2 * (int) (ProcessHandle.current().pid() % 10_000);

  private static final String LAUNCHER =
      """
      mount --bind "$1" /etc && mount --bind "$2" /home && shift 2 && exec "$@"
      """;

  private final Map<String, String> etc;
  private final String[] directives;
  private Path folder;
  private OpenSshServer server;

  /**
   * With these files in {@code /etc} beside those of this machine.
   *
   * @param etc names and contents
   */
  OwnUsers(Map<String, String> etc, String... directives) {
    this.etc = Map.copyOf(etc);
    this.directives = directives;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    requireRoot();
    folder = Files.createTempDirectory("rebe-users-");
    RealNode.run(List.of("chmod", "755", folder.toString()));
    Path ownEtc = folder.resolve("etc");
    Path home = Files.createDirectories(folder.resolve("home").resolve(USER));
    RealNode.run(List.of("cp", "-a", "/etc", ownEtc.toString()));
    append(ownEtc.resolve("passwd"), user(USER, UID, "/bin/sh") + user(OTHER, UID + 1, "/bin/sh"));
    append(ownEtc.resolve("group"), group(USER, UID) + group(OTHER, UID + 1));
    append(ownEtc.resolve("shadow"), USER + ":*:19000::::::\n" + OTHER + ":*:19000::::::\n");
    RealNode.run(List.of("chown", UID + ":" + UID, home.toString()));
    for (Map.Entry<String, String> file : etc.entrySet()) {
      Path path = ownEtc.resolve(file.getKey());
      Files.deleteIfExists(path);
      Files.writeString(path, file.getValue());
      RealNode.run(List.of("chmod", "440", path.toString()));
    }
    server =
        OpenSshServer.startBy(
            List.of("unshare", "-m", "sh", "-c", LAUNCHER, "sh", ownEtc + "", folder + "/home"),
            folder.resolve("server"),
            directives);
  }

  private static void requireRoot() {
    boolean root = System.getProperty("user.name").equals("root");
    if (!root && Boolean.getBoolean("rebe.requireSystem")) {
      throw new AssertionError("This test needs root, for a server with users of its own");
    }
    assumeTrue(root, "Skipped: only root can start a server with users of its own");
  }

  private static String user(String name, int id, String shell) {
    return "%s:x:%d:%d::/home/%s:%s\n".formatted(name, id, id, name, shell);
  }

  private static String group(String name, int id) {
    return "%s:x:%d:\n".formatted(name, id);
  }

  private static void append(Path file, String lines) throws IOException {
    Files.writeString(file, Files.readString(file) + lines);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (server != null) {
      server.close();
    }
    if (folder != null) {
      Folders.delete(folder);
    }
  }

  /** The ordinary user's home, as seen from outside. */
  Path home() {
    return folder.resolve("home").resolve(USER);
  }

  OpenSshServer server() {
    return server;
  }

  /** The node, reached as the ordinary user. */
  Node node() {
    return Node.of("node", Endpoint.ssh(USER, "127.0.0.1", server.port()));
  }

  /** A transport that knows the host and has the key. */
  SshTransportBuilder transport() throws IOException {
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(Map.of(node().id(), server.fingerprint())))
        .credentials(Credential.keyFile(server.identity()));
  }

  /** The processes of the ordinary user and of the other one. */
  static List<Long> processes() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(OwnUsers::isOurs).map(ProcessHandle::pid).toList();
    }
  }

  private static boolean isOurs(ProcessHandle process) {
    try {
      int owner = (int) Files.getAttribute(Path.of("/proc/" + process.pid()), "unix:uid");
      return owner == UID || owner == UID + 1;
    } catch (IOException gone) {
      return false;
    }
  }

  static void assertThatNothingRuns() {
    assertThat(processes()).isEmpty();
  }
}
