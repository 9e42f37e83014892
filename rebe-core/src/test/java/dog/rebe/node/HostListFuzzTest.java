package dog.rebe.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of hosts: read whole and streamed they say the same, or name the line. */
final class HostListFuzzTest {

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    return Stream.of(
            "root@10.0.0.1:22 role=web rack=1/2\n# none\n\n[::1]:2222 id=six\n",
            "\ufeffa\r\nb\r\n",
            "local:\nagent:region-1/a\n",
            "ssh:deploy@host.example:65536\n",
            "a role=web role=db\n",
            "a\na\n",
            "a id=../../etc\n",
            "@:1\n",
            "[::1\n",
            "\u00e9\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void isTheSameWholeAndStreamed(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hosts"), bytes);
    List<Node> whole = nodes(() -> HostListInventory.read(file));
    List<Node> streamed = nodes(() -> HostListInventory.streamed(file));
    assertThat(streamed).isEqualTo(whole);
    if (whole != null) {
      assertThat(whole).extracting(Node::id).doesNotHaveDuplicates();
    }
  }

  private static List<Node> nodes(Supplier<Inventory> inventory) {
    try (Stream<Node> nodes = inventory.get().nodes()) {
      return nodes.toList();
    } catch (InventoryException e) {
      assertThat(e.getMessage()).isNotEmpty();
      assertThat(e.remedy()).isNotEmpty();
      return null;
    }
  }
}
