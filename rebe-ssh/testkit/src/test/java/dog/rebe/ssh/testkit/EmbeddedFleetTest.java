package dog.rebe.ssh.testkit;

import static dog.rebe.ssh.testkit.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.node.Node;
import dog.rebe.ssh.testkit.PlainClient.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFleetTest {

  private static NodeDefinition web() {
    return NodeDefinition.of("web-1", SimulatedSystem.debian()).label("role", "web");
  }

  @Test
  void answersACommandOverSsh() throws IOException {
    try (EmbeddedFleet fleet = EmbeddedFleet.start(web());
        PlainClient client = new PlainClient(fleet)) {
      Ended ended = client.run(fleet.node("web-1"), "echo hello 'big  world'");
      assertThat(ended).isEqualTo(new Ended("hello big  world\n", "", 0, null));
    }
  }

  @Test
  void showsItsNodesAsTypedNodes() {
    try (EmbeddedFleet fleet = EmbeddedFleet.start(web())) {
      Node node = fleet.inventory().get(0);
      assertThat(node.id().value()).isEqualTo("web-1");
      assertThat(node.labels()).containsEntry("role", "web").containsEntry("system", "debian-12");
      assertThat(node.endpoint()).hasToString("ssh:robot@127.0.0.1:" + fleet.node("web-1").port());
    }
  }

  @Test
  void countsWhatItsNodesSee() throws IOException {
    try (EmbeddedFleet fleet = EmbeddedFleet.start(web());
        PlainClient client = new PlainClient(fleet)) {
      EmbeddedNode node = fleet.node("web-1");
      try (ClientSession session = client.login(node)) {
        client.run(session, "true", "");
        client.run(session, "uname -r", "");
        assertThat(node.statistics().sessionsOpen()).isEqualTo(1);
        assertThat(node.statistics().channelsOpened()).isEqualTo(2);
        assertThat(node.executions())
            .extracting(Execution::command)
            .containsExactly("true", "uname -r");
      }
      await().until(() -> node.statistics().equals(new NodeStatistics(1, 0, 1, 2, 0, 2, 0)));
      assertThat(fleet.statistics()).isEqualTo(node.statistics());
    }
  }

  @Test
  void givesEveryNodeItsOwnHostKey() {
    try (EmbeddedFleet fleet = EmbeddedFleet.start(DemoFleet.healthy(5))) {
      List<String> keys =
          fleet.knownHosts().lines().map(line -> line.substring(line.lastIndexOf(' '))).toList();
      assertThat(keys).hasSize(5).doesNotHaveDuplicates();
    }
  }

  @Test
  void tellsTheFingerprintOfEachHostKey() throws Exception {
    try (EmbeddedFleet fleet = EmbeddedFleet.start(web())) {
      EmbeddedNode node = fleet.node("web-1");
      byte[] key = Base64.getDecoder().decode(node.knownHostsLine().split(" ", -1)[2]);
      String hash =
          Base64.getEncoder()
              .withoutPadding()
              .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
      assertThat(node.fingerprint()).isEqualTo("SHA256:" + hash);
      assertThat(fleet.fingerprints()).containsEntry(node.node().id(), node.fingerprint());
    }
  }

  @Test
  void refusesTwoNodesOfOneId() {
    assertThatThrownBy(() -> EmbeddedFleet.start(web(), web()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("web-1");
  }

  @Test
  void writesFilesForOtherPrograms(@TempDir Path folder) throws IOException {
    try (EmbeddedFleet fleet = EmbeddedFleet.start(web())) {
      FleetFiles files = fleet.writeTo(folder.resolve("fleet"));
      assertThat(files.clientKey()).content().startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.clientKey())))
          .isEqualTo("rw-------");
      assertThat(files.knownHosts()).hasContent(fleet.knownHosts());
      assertThat(files.hostList())
          .hasContent(
              "robot@127.0.0.1:"
                  + fleet.node("web-1").port()
                  + " id=web-1 role=web system=debian-12");
    }
  }

  @Test
  void leavesNoThread() {
    // Those of other tests may still be about to end
    await().until(() -> threads().isEmpty());
    try (EmbeddedFleet fleet = EmbeddedFleet.start(DemoFleet.of(20))) {
      assertThat(threads()).isNotEmpty().hasSizeLessThanOrEqualTo(6);
      assertThat(fleet.nodes()).hasSize(20);
    }
    await().untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("nio2") || name.contains("fleet") || name.contains("peers"))
        .toList();
  }
}
