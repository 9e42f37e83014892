package dog.rebe.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.node.Endpoint;
import dog.rebe.node.InventoryException;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshConfigInventoryTest {

  @TempDir private Path home;
  private Homes homes;

  @BeforeEach
  void makeHome() {
    homes = new Homes(home);
  }

  private SshConfigInventory inventory(String... lines) throws IOException {
    return SshConfigInventory.of(homes.config(lines), alias -> true);
  }

  @Test
  void everyNamedHostIsANode() throws IOException {
    SshConfigInventory inventory =
        inventory(
            "Host web01 web02",
            "HostName %h.example.org",
            "ProxyJump gate",
            "Host gate",
            "Port 2222",
            "Host *",
            "User fleet");
    assertThat(inventory.nodes())
        .containsExactly(
            Node.of("web01", SshConfig.endpoint("web01")),
            Node.of("web02", SshConfig.endpoint("web02")),
            Node.of("gate", SshConfig.endpoint("gate")));
    assertThat(SshConfig.endpoint("web01")).hasToString("ssh-config:web01");
    assertThat(inventory.settings(new NodeId("gate")).endpoint())
        .isEqualTo(Endpoint.ssh("fleet", "gate", 2222));
    assertThat(inventory.nodes()).hasSize(3);
    assertThat(inventory.source()).isEqualTo(home.resolve(".ssh/config").toString());
    assertThat(inventory.settings(new NodeId("web01")).hostName()).isEqualTo("web01.example.org");
    assertThat(inventory.route(new NodeId("web02")))
        .extracting(HostSettings::alias)
        .containsExactly("gate", "web02");
    assertThat(inventory.route(new NodeId("web01")).get(0))
        .isSameAs(inventory.route(new NodeId("web02")).get(0));
  }

  @Test
  void oneHostThatCannotBeUsedLeavesNoInventory() {
    assertThatThrownBy(() -> inventory("Host web", "Host old", "KexAlgorithms x"))
        .isInstanceOfSatisfying(
            InventoryException.class,
            e -> {
              assertThat(e.source()).isEqualTo(home.resolve(".ssh/config").toString());
              assertThat(e.line()).hasValue(3);
              assertThat(e.remedy()).contains("IgnoreUnknown");
            })
        .hasCauseInstanceOf(SshConfigException.class);
  }

  @Test
  void hostsCanBeLeftOut() throws IOException {
    SshConfig config = homes.config("Host web", "Host old", "KexAlgorithms x");
    assertThat(SshConfigInventory.of(config, alias -> !alias.equals("old")).nodes())
        .extracting(node -> node.id().value())
        .containsExactly("web");
  }

  @Test
  void jumpHostThatCannotBeUsedLeavesNoInventory() {
    assertThatThrownBy(() -> inventory("Host web", "ProxyJump gate", "Match host gate", "MACs x"))
        .isInstanceOf(InventoryException.class)
        .hasMessageContaining("MACs");
  }

  @Test
  void refusesConfigurationThatNamesNoHost() {
    assertThatThrownBy(() -> inventory("Host *", "User x"))
        .isInstanceOf(InventoryException.class)
        .hasMessageContaining("no machine in it");
  }

  @Test
  void refusesNameThatNoBlockEverAppliesTo() throws IOException {
    homes.file(".ssh/inner", "Host web", "HostName 192.0.2.1");
    assertThatThrownBy(() -> inventory("Host gate", "Include inner"))
        .isInstanceOf(InventoryException.class)
        .hasMessageContaining("never applies to web");
    assertThatThrownBy(() -> inventory("Host web !web"))
        .isInstanceOf(InventoryException.class)
        .hasMessageContaining("never applies to web");
  }

  @Test
  void refusesUnusableNames() {
    assertThatThrownBy(() -> inventory("Host \"a b\""))
        .isInstanceOf(InventoryException.class)
        .hasMessageContaining("no usable host");
    assertThatThrownBy(() -> inventory("Host " + "a".repeat(300)))
        .isInstanceOf(InventoryException.class)
        .hasMessageContaining("shorter name");
  }

  @Test
  void missingFileIsAnInventoryException() {
    assertThatThrownBy(() -> SshConfigInventory.read(home.resolve("none")))
        .isInstanceOf(InventoryException.class)
        .hasMessageContaining("There is no such file");
  }

  @Test
  void nodesOfOthersHaveNoSettings() throws IOException {
    SshConfigInventory inventory = inventory("Host web");
    assertThatThrownBy(() -> inventory.settings(new NodeId("db")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
