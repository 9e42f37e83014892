package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.ssh.openssh.Program;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks that say nothing at all: two network namespaces with a cable between them, a real
 * OpenSSH server in the one and {@link SilentNetwork} in another JVM in the other. Only root can
 * make them; nothing of this machine's network changes.
 */
class SilentNetworkTest {

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
      until [ "$(readlink /proc/$far/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do sleep 0.01; done
      ip link add near type veth peer name far netns $far
      ip addr add 10.111.0.1/24 dev near
      ip link set near up
      # nobody has this address; without the entry, the missing answer to ARP would be an answer
      ip neigh add 10.111.0.9 lladdr 02:00:00:00:00:09 dev near nud permanent
      inside() { nsenter -t $far -n "$@"; }
      inside ip addr add 10.111.0.2/24 dev far
      inside ip link set far up
      nsenter -t $far -n /usr/sbin/sshd -D -e -f $folder/netns_config >$folder/log 2>&1 &
      FAR=$far "$@"
      """;

  @TempDir Path folder;

  @BeforeAll
  static void needsRoot() {
    Program.require("ip");
    Program.require("unshare");
    boolean root = System.getProperty("user.name").equals("root");
    if (!root && Boolean.getBoolean("rebe.requireSystem")) {
      throw new AssertionError("This test needs root, for network namespaces");
    }
    assumeTrue(root, "Skipped: only root can make network namespaces");
  }

  /** What the other JVM found out, by name. */
  private Map<String, String> inNamespace(String scenario) throws Exception {
    Path server = folder.resolve("server");
    // Makes keys and configuration; its own port in this namespace is of no use.
    dog.rebe.ssh.testkit.OpenSshServer.start(server).close();
    Files.writeString(
        server.resolve("netns_config"),
        Files.readString(server.resolve("sshd_config")).replace("127.0.0.1", "10.111.0.2"));
    Path script = Files.writeString(folder.resolve("setup"), SETUP);
    Process process =
        new ProcessBuilder(
                List.of(
                    "unshare",
                    "--net",
                    "--pid",
                    "--fork",
                    "--kill-child",
                    "--mount-proc",
                    "sh",
                    script.toString(),
                    server.toString(),
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SilentNetwork.class.getName(),
                    scenario,
                    server.toString()))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      Map<String, String> said = new HashMap<>();
      StringBuilder all = new StringBuilder();
      lines
          .lines()
          .forEach(
              line -> {
                all.append(line).append('\n');
                String[] pair = line.split("=", 2);
                said.put(pair[0], pair[pair.length - 1]);
              });
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("%s", all).isZero();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @Tag("fault-14")
  void aBlackHoleIsGivenUpAfterTheConnectTimeout() throws Exception {
    Map<String, String> said = inNamespace("black-hole");

    assertThat(said)
        .containsEntry("kind", "connect-timeout")
        .containsEntry("delivery", "NOT_STARTED");
    assertThat(Long.parseLong(said.get("millis")))
        .as("milliseconds until a connect timeout of 2 s")
        .isBetween(2_000L, 2_200L);
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
    assertThat(Long.parseLong(said.get("millis")))
        .as("milliseconds for 3 heartbeats of 300 ms each")
        .isBetween(600L, 3_000L);
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
