package dog.rebe.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code ansible-inventory --list} might print: nodes with ids of their own, or a refusal. */
final class AnsibleInventoryFuzzTest {

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    return Stream.of(
            """
            {"_meta": {"hostvars": {"a": {"ansible_host": "10.0.0.1", "ansible_port": 2222,
             "ansible_user": "root", "ansible_connection": "ssh", "x": [1, {"y": null}]}}},
             "all": {"children": ["web", "ungrouped"]}, "web": {"hosts": ["a", "b"]}}
            """,
            "{\"web\": [\"a\", \"b\"], \"all\": {\"children\": [\"all\"]}}",
            "{\"web\": {\"hosts\": {\"a\": {}}, \"vars\": {\"ansible_user\": \"x\"}}}",
            "{\"_meta\": {\"hostvars\": {\"a\": {\"ansible_port\": \"{{ port }}\"}}}}",
            "{\"_meta\": {\"hostvars\": {\"a\": {\"ansible_port\": 1e9}}}}",
            "{\"_meta\": []}",
            "[]",
            "{\"a\":".repeat(100))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void hasNodesWithIdsOfTheirOwnOrARefusal(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("inventory.json"), bytes);
    try (Stream<Node> nodes = AnsibleInventory.read(file).nodes()) {
      List<Node> all = nodes.toList();
      assertThat(all).isNotEmpty();
      assertThat(all).extracting(Node::id).doesNotHaveDuplicates();
    } catch (InventoryException e) {
      assertThat(e.getMessage()).isNotEmpty();
      assertThat(e.remedy()).isNotEmpty();
    }
  }
}
