package dog.rebe.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnsibleInventoryTest {

  private static final String FLEET =
      """
      {
        "_meta": {
          "hostvars": {
            "db-1": {"ansible_connection": "local", "region": "eu"},
            "web-1": {
              "ansible_host": "10.0.0.1", "ansible_port": 2222, "ansible_user": "admin",
              "ansible_password": "hunter2", "facts": {"deep": [1, 2.5, null]}
            },
            "web-2": {"ansible_ssh_host": "10.0.0.2", "ansible_ssh_port": "22", "ansible_user": null}
          },
          "profile": "none"
        },
        "all": {"children": ["ungrouped", "prod"]},
        "db": {"hosts": ["db-1"]},
        "prod": {"children": ["web", "db"]},
        "web": {"hosts": ["web-1", "web-2"]},
        "ungrouped": {"hosts": ["lonely"]}
      }
      """;

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("fleet.json"), content);
  }

  private List<Node> read(String content) throws IOException {
    try (Stream<Node> nodes = AnsibleInventory.read(file(content)).nodes()) {
      return nodes.toList();
    }
  }

  private static String host(String variables) {
    return "{\"_meta\": {\"hostvars\": {\n\"web-1\": {" + variables + "}}}, \"all\": {}}";
  }

  @Test
  void readsHostsAndMakesLabelsOfGroupsAndTheirParents() throws IOException {
    assertThat(read(FLEET))
        .containsExactlyInAnyOrder(
            new Node(
                new NodeId("db-1"),
                Endpoint.local(),
                Map.of("group.db", "true", "group.prod", "true")),
            new Node(
                new NodeId("web-1"),
                Endpoint.ssh("admin", "10.0.0.1", 2222),
                Map.of("group.web", "true", "group.prod", "true")),
            new Node(
                new NodeId("web-2"),
                new Endpoint("ssh", Optional.empty(), "10.0.0.2", OptionalInt.of(22)),
                Map.of("group.web", "true", "group.prod", "true")),
            new Node(
                new NodeId("lonely"), Endpoint.ssh("lonely"), Map.of("group.ungrouped", "true")));
  }

  @Test
  void isSelectedByGroup() throws IOException {
    Inventory inventory = AnsibleInventory.read(file(FLEET));
    try (Stream<Node> nodes = inventory.selecting(Selector.parse("group.prod,!group.db")).nodes()) {
      assertThat(nodes.map(Node::toString)).containsExactlyInAnyOrder("web-1", "web-2");
    }
  }

  @Test
  @Tag("fault-72")
  void keepsNoPassword() throws IOException {
    assertThat(read(FLEET).stream().map(node -> node.labels() + " " + node.endpoint()))
        .noneMatch(text -> text.contains("hunter2"));
  }

  @Test
  void endsACircleOfGroups() throws IOException {
    assertThat(
            read(
                """
                {"a": {"children": ["b"], "hosts": ["h"]}, "b": {"children": ["a"]}}
                """))
        .singleElement()
        .satisfies(node -> assertThat(node.labels()).containsOnlyKeys("group.a", "group.b"));
  }

  @Test
  void refusesConnectionsThatItCannotMake() throws IOException {
    refuses(
        host("\"ansible_connection\": \"winrm\""),
        "line 2: the connection 'winrm' of 'web-1' is not supported",
        "Use ssh or local");
    refuses(
        host("\"ansible_ssh_common_args\": \"-o ProxyJump=bastion\""),
        "line 2: ansible_ssh_common_args of 'web-1' is not understood: '-o ProxyJump=bastion'",
        "ssh_config");
    refuses(
        host("\"ansible_host\": \"{{ ip }}\""), "ansible_host of 'web-1' is a template", "Write");
    refuses(
        host("\"ansible_user\": {\"__ansible_vault\": \"x\"}"),
        "ansible_user of 'web-1' is neither text nor a number",
        "vault");
    refuses(
        "{\"_meta\": {\"hostvars\": {}}, \"web\": {\"hosts\": [\"a\"], \"vars\": {\n\"ansible_user\": \"x\"}}}",
        "line 2: ansible_user stands at the group 'web'",
        "without --export");
  }

  @Test
  void refusesBadValues() throws IOException {
    refuses(host("\"ansible_port\": 70000"), "the port '70000' of 'web-1'", "Correct it");
    refuses(host("\"ansible_port\": \"ssh\""), "the port 'ssh' of 'web-1'", "Correct it");
    refuses(host("\"ansible_port\": 22.5"), "ansible_port of 'web-1' is neither", "Write");
    refuses(
        host("\"ansible_user\": \"a$b\""), "user of 'web-1': The user name is refused", "Correct");
    refuses(
        "{\"_meta\": {\"hostvars\": {\"a b\": {\"ansible_host\": \"x\"}}}}",
        "the host 'a b': The node id 'a b' holds white space",
        "Rename");
  }

  @Test
  void refusesWhatIsNoSuchJson() throws IOException {
    refuses("[web]\nweb-1\n", "line 1: ", "ansible-inventory -i FILE --list");
    refuses("web-1 env=prod\n", "this is not JSON", "ansible-inventory -i FILE --list");
    refuses("", "begins with '{'", "ansible-inventory -i FILE --list");
    refuses("[]", "begins with '{'", "ansible-inventory");
    refuses("{\"web\": [\"a\"]}", "'web' is not an object", "ansible-inventory");
    refuses("{\"web\": {\"hosts\": \"a\"}}", "'web' lists no names", "ansible-inventory");
    refuses("{\"web\": {\"hosts\": [1]}}", "something that is no name", "ansible-inventory");
    refuses("{\"a\": {}\n", "not JSON", "ansible-inventory");
    refuses("{\"a\": {}} {}", "something follows", "ansible-inventory");
    refuses("{\"all\": {}}", "there is no host in it", "ansible-inventory");
    refuses("{\"a\": ".repeat(1000), "not JSON", "ansible-inventory");
  }

  @Test
  void refusesAHostThatStandsThereTwice() throws IOException {
    refuses(
        "{\"_meta\": {\"hostvars\": {\n\"a\": {},\n\"a\": {}}}}",
        "line 3: this is not JSON",
        "Print");
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    assertThatThrownBy(() -> AnsibleInventory.read(folder.resolve("none")))
        .isInstanceOf(InventoryException.class)
        .hasMessageContaining("there is no such file");
  }

  private void refuses(String content, String problem, String remedy) throws IOException {
    Path file = file(content);
    assertThatThrownBy(() -> AnsibleInventory.read(file))
        .as(content)
        .isInstanceOf(InventoryException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(problem)
        .hasMessageContaining(remedy);
  }
}
