package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.node.Node;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real OpenSSH server for all tests of a class, with its files in a folder that goes with it. */
final class RealNode implements BeforeAllCallback, AfterAllCallback {

  private final String[] directives;
  private Path folder;
  private OpenSshServer server;

  /** With these lines in sshd_config. */
  RealNode(String... directives) {
    this.directives = directives;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("rebe-sshd-");
    server = OpenSshServer.start(folder.resolve("server"), directives);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (server != null) {
      server.close();
    }
    Folders.delete(folder);
  }

  OpenSshServer server() {
    return server;
  }

  Path folder() {
    return folder;
  }

  Node node() {
    return Node.of("node", server.endpoint());
  }

  /** A transport that knows the host and has the key. */
  SshTransportBuilder transport() throws IOException {
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(Map.of(node().id(), server.fingerprint())))
        .credentials(Credential.keyFile(server.identity()));
  }

  /** The processes of the server's sessions and what they run. */
  List<ProcessHandle> processes() {
    return ProcessHandle.of(server.pid()).stream().flatMap(ProcessHandle::descendants).toList();
  }

  /** The server's processes for its connections, one for each where the login is root. */
  List<ProcessHandle> sessions() {
    return ProcessHandle.of(server.pid()).stream().flatMap(ProcessHandle::children).toList();
  }

  /** Makes a key in the folder with {@code ssh-keygen}. */
  Path keygen(String name, String... arguments) throws Exception {
    Path file = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-f", file.toString()));
    run(command);
    return file;
  }

  /** Lets the key in. */
  void authorize(Path key) throws IOException {
    Files.writeString(
        server.folder().resolve("authorized_keys"),
        Files.readString(key.resolveSibling(key.getFileName() + ".pub")),
        StandardOpenOption.APPEND);
  }

  /** Sends a signal to those of these processes that are still there. */
  static void signal(String name, List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      Process kill = new ProcessBuilder("kill", "-s", name, process.pid() + "").start();
      assertThat(kill.waitFor() == 0 || !process.isAlive()).as("%s to %s", name, process).isTrue();
    }
  }

  static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(() -> command + ": " + said).isZero();
    return said;
  }
}
