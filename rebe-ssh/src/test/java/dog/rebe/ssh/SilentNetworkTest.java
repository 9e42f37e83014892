package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.ssh.openssh.Program;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks that say nothing at all: two network namespaces with a cable between them, a real
 * OpenSSH server in the one and {@link SilentNetwork} in another JVM in the other. Only root can
 * make them, and not everywhere; nothing of this machine's network changes.
 */
class SilentNetworkTest {

  /** So long may everything in there take; then all of it is killed. */
  private static final long PATIENCE_SECONDS = 300;

  /** Fails where namespaces or cables are not permitted. */
  private static final String TRIAL =
      "ip link set lo up && ip link add near type veth peer name far";

  /**
   * Arguments: a folder, then the program to run. It runs as the first process of a namespace of
   * processes: when it ends, everything in there ends.
   */
  private static final String SETUP =
      """
      set -e
      folder=$1; shift
      ip link set lo up
      unshare -n sleep 1000 >/dev/null 2>&1 & far=$!
      i=0
      until [ "$(readlink /proc/$far/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do
        i=$((i+1)); [ $i -lt 1000 ]; sleep 0.01
      done
      ip link add near type veth peer name far netns $far
      ip addr add 10.111.0.1/24 dev near
      ip link set near up
      # nobody has this address; without the entry, the missing answer to ARP would be an answer
      ip neigh add 10.111.0.9 lladdr 02:00:00:00:00:09 dev near nud permanent
      inside() { nsenter -t $far -n "$@"; }
      inside ip link set lo up
      inside ip addr add 10.111.0.2/24 dev far
      inside ip link set far up
      inside /usr/sbin/sshd -D -e -f $folder/netns_config >$folder/log 2>&1 &
      FAR=$far "$@"
      """;

  private static final List<String> IN_NAMESPACES =
      List.of("unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "sh");

  @TempDir Path folder;

  @BeforeEach
  void needsNamespaces() throws Exception {
    Program.require("ip");
    Program.require("unshare");
    Program.require("nsenter");
    boolean root = System.getProperty("user.name").equals("root");
    if (!root && Boolean.getBoolean("rebe.requireSystem")) {
      throw new AssertionError("This test needs root, for network namespaces");
    }
    assumeTrue(root, "Skipped: only root can make network namespaces");
    Path trial = folder.resolve("trial");
    assumeTrue(
        run(trial, "-c", TRIAL) == 0,
        () -> "Skipped: network namespaces are not permitted here: " + text(trial));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Runs this in namespaces of its own, with its output into a file; never for ever. */
  private static int run(Path output, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(IN_NAMESPACES);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as(() -> "still at work, having said: " + text(output))
          .isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** What the other JVM found out, by name. */
  private Map<String, String> inNamespace(String scenario) throws Exception {
    Path server = folder.resolve("server");
    // Makes keys and configuration; its own port in this namespace is of no use.
    OpenSshServer.start(server).close();
    Files.writeString(
        server.resolve("netns_config"),
        Files.readString(server.resolve("sshd_config")).replace("127.0.0.1", "10.111.0.2"));
    Path output = folder.resolve("output");
    int status =
        run(
            output,
            Files.writeString(folder.resolve("setup"), SETUP).toString(),
            server.toString(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SilentNetwork.class.getName(),
            scenario,
            server.toString());
    assertThat(status).as(() -> text(output) + text(server.resolve("log"))).isZero();
    Map<String, String> said = new HashMap<>();
    for (String line : Files.readAllLines(output)) {
      String[] pair = line.split("=", 2);
      said.put(pair[0], pair[pair.length - 1]);
    }
    return said;
  }

  @Test
  @Tag("fault-14")
  void aBlackHoleIsGivenUpAfterTheConnectTimeout() throws Exception {
    Map<String, String> said = inNamespace("black-hole");

    assertThat(said)
        .containsEntry("kind", "connect-timeout")
        .containsEntry("delivery", "NOT_STARTED");
    assertThat(Long.parseLong(said.get("millis")))
        .as("milliseconds until a connect timeout of 3 s, the least of many")
        .isBetween(3_000L, 3_300L);
  }

  @Test
  @Tag("fault-15")
  void aNodeThatVanishesInMidCommandIsNoticedByTheHeartbeat() throws Exception {
    Map<String, String> said = inNamespace("vanishes");

    assertThat(said)
        .containsEntry("kind", "connection-lost")
        .containsEntry("delivery", "UNKNOWN")
        .containsEntry("executions", "1");
    assertThat(said.get("detail")).contains("heartbeats unanswered");
  }

  @Test
  @Tag("fault-33")
  void aNodeThatVanishedWhileItsSessionWasIdleIsAskedFirst() throws Exception {
    Map<String, String> said = inNamespace("vanishes-idle");

    assertThat(said)
        .containsEntry("kind", "connect-timeout")
        .containsEntry("delivery", "NOT_STARTED")
        .containsEntry("executions", "0");
  }
}
