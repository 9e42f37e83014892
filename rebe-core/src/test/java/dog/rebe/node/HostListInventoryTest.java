package dog.rebe.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostListInventoryTest {

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("fleet.txt"), content);
  }

  private List<Node> read(String content) throws IOException {
    Path file = file(content);
    List<Node> inMemory = nodes(HostListInventory.read(file));
    assertThat(nodes(HostListInventory.streamed(file))).isEqualTo(inMemory);
    assertThat(nodes(HostListInventory.of("typed", content.replace("\ufeff", "").lines().toList())))
        .isEqualTo(inMemory);
    return inMemory;
  }

  private static List<Node> nodes(Inventory inventory) {
    try (Stream<Node> nodes = inventory.nodes()) {
      return nodes.toList();
    }
  }

  @Test
  void readsAddressesIdsAndLabels() throws IOException {
    assertThat(
            read(
                """
                # the fleet

                admin@web-1.example.org:2222  env=prod role=web
                \t10.0.0.9  id=pi # under the stairs
                [2001:db8::7]:22 id=router role=router\r
                me@[fe80::1%eth0]
                corp@ad@files:22
                local: role=control
                """))
        .containsExactly(
            new Node(
                new NodeId("web-1.example.org"),
                Endpoint.ssh("admin", "web-1.example.org", 2222),
                Map.of("env", "prod", "role", "web")),
            new Node(new NodeId("pi"), Endpoint.ssh("10.0.0.9"), Map.of()),
            new Node(
                new NodeId("router"),
                new Endpoint("ssh", Optional.empty(), "2001:db8::7", OptionalInt.of(22)),
                Map.of("role", "router")),
            new Node(
                new NodeId("fe80::1%eth0"),
                new Endpoint("ssh", Optional.of("me"), "fe80::1%eth0", OptionalInt.empty()),
                Map.of()),
            new Node(new NodeId("files"), Endpoint.ssh("corp@ad", "files", 22), Map.of()),
            new Node(new NodeId("localhost"), Endpoint.local(), Map.of("role", "control")));
  }

  @Test
  void acceptsAByteOrderMarkAndAMissingLastNewline() throws IOException {
    assertThat(read("\ufeffweb-1\nweb-2"))
        .extracting(Node::toString)
        .containsExactly("web-1", "web-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "web:0               | the port '0' is not 1 to 65535",
        "web:65536           | the port '65536' is not",
        "web:ssh             | the port 'ssh' is not",
        "web:                | the port '' is not",
        "web:-1              | the port '-1' is not",
        "web:99999999999     | the port '99999999999' is not",
        "2001:db8::7         | IPv6 address stands in [brackets]",
        "[2001:db8::7        | no IPv6 address in [brackets]",
        "[web]:22            | no IPv6 address in [brackets]",
        "[::1]22             | '22' after the address is no port",
        "ssh://web           | 'ssh://web' is a URL",
        "admin@              | 'admin@' has no host",
        "@web                | The user name is refused",
        "a;b@web             | The user name is refused",
        "-oProxyCommand=x    | '-oProxyCommand=x' is no name of a host",
        "-web                | does not begin with '-'",
        "we_b$(x)            | 'we_b$(x)' is no name of a host",
        "web gpu             | 'gpu' is no label",
        "web env= x          | 'env=' is no label",
        "web =x              | '=x' is no label",
        "web a=b a=c         | the label a stands there twice",
        "web a,b=c           | the label 'a,b'",
        "web a=`b`           | no selector can name",
        "web a=\"b c\"       | no selector can name"
      })
  void namesLineValueAndRemedy(String line, String problem) throws IOException {
    Path file = file("# first\nok\n" + line + "\nlast\n");
    for (Function<Path, Inventory> reader : readers()) {
      InventoryException e =
          catchThrowableOfType(InventoryException.class, () -> reader.apply(file));
      assertThat(e).as("not refused: %s", line).isNotNull();
      assertThat(e.line()).hasValue(3);
      assertThat(e.source()).isEqualTo(file.toString());
      assertThat(e.remedy()).isNotBlank();
      assertThat(e).hasMessageContaining(problem);
      assertThat(e).hasMessageStartingWith(file + ", line 3: ").hasMessageEndingWith(".");
    }
  }

  @Test
  void namesTheLineOfTypedLines() {
    assertThatThrownBy(() -> HostListInventory.of("--node", List.of("a", "b:0")))
        .isInstanceOf(InventoryException.class)
        .hasMessageStartingWith("--node, line 2: the port '0' is not 1 to 65535");
    assertThatThrownBy(() -> HostListInventory.of("--node", List.of("a", "me@a")))
        .isInstanceOf(InventoryException.class)
        .hasMessageStartingWith("--node, line 2: the node 'a' already stands on line 1");
  }

  private static List<Function<Path, Inventory>> readers() {
    return List.of(HostListInventory::read, HostListInventory::streamed);
  }

  @Test
  @Tag("fault-71")
  void rejectsUserNamesThatAShellOrATerminalCouldTakeUp() throws IOException {
    for (String user : List.of("a$b", "a\\b", "a\u0007b", "a`b", "a'b", "-a")) {
      Path file = file(user + "@web\n");
      assertThatThrownBy(() -> HostListInventory.read(file))
          .isInstanceOf(InventoryException.class)
          .hasMessageContaining("line 1: The user name is refused");
    }
  }

  @Test
  void namesBothLinesOfADuplicate() throws IOException {
    Path file = file("web-1\nweb-2\n# between\nadmin@web-1:2222\n");
    for (Function<Path, Inventory> reader : readers()) {
      assertThatThrownBy(() -> reader.apply(file))
          .isInstanceOf(InventoryException.class)
          .hasMessageContaining("line 4: the node 'web-1' already stands on line 1")
          .hasMessageContaining("id=NAME");
    }
  }

  @Test
  void findsADuplicateInBoundedMemoryHoweverFarApart() throws IOException {
    int count = 1_000;
    String all =
        IntStream.range(0, count).mapToObj(i -> "node-" + i).collect(Collectors.joining("\n"));
    Path clean = file(all + "\n");
    new DuplicateSearch(clean, 64).run();

    Path doubled = Files.writeString(folder.resolve("doubled.txt"), all + "\nnode-17 a=b\n");
    assertThatThrownBy(() -> new DuplicateSearch(doubled, 64).run())
        .isInstanceOf(InventoryException.class)
        .hasMessageContaining("line 1001: the node 'node-17' already stands on line 18");
  }

  @Test
  void refusesAnEmptyList() throws IOException {
    Path file = file("# nobody\n\n");
    for (Function<Path, Inventory> reader : readers()) {
      assertThatThrownBy(() -> reader.apply(file))
          .isInstanceOf(InventoryException.class)
          .hasMessageContaining("there is no machine in it")
          .hasMessageContaining("user@host:22");
    }
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    for (Function<Path, Inventory> reader : readers()) {
      assertThatThrownBy(() -> reader.apply(folder.resolve("none")))
          .hasMessageContaining("there is no such file");
      assertThatThrownBy(() -> reader.apply(folder)).hasMessageContaining("this is a directory");
      Path binary =
          Files.write(folder.resolve("binary"), new byte[] {'a', '\n', (byte) 0xff, '\n'});
      assertThatThrownBy(() -> reader.apply(binary))
          .hasMessageContaining("line 2: the line is not UTF-8");
    }
  }

  @Test
  @Tag("fault-8")
  void refusesAHugeLineWithoutKeepingIt() throws IOException {
    Path file = folder.resolve("huge");
    Files.write(file, ("a\n" + "x".repeat(70_000)).getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> HostListInventory.read(file))
        .hasMessageContaining("line 2: the line is longer than 65536 bytes");
  }

  @Test
  void streamsEachTimeAnewAndClosesItsFile() throws IOException {
    Inventory inventory = HostListInventory.streamed(file("a\nb\nc\n"));
    try (Stream<Node> nodes = inventory.nodes()) {
      assertThat(nodes.limit(1).map(Node::toString)).containsExactly("a");
    }
    try (Stream<Node> nodes = inventory.nodes()) {
      assertThat(nodes.map(Node::toString)).containsExactly("a", "b", "c");
    }
    assertThat(openFiles()).noneMatch(name -> name.endsWith("fleet.txt"));
  }

  private static List<String> openFiles() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return List.of();
    }
    try (Stream<Path> links = Files.list(descriptors)) {
      return links.map(HostListInventoryTest::target).toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void saysWhichLabelsThereAreWhenASelectorChoosesNothing() throws IOException {
    Path file = file("web-1 env=prod role=web\ndb-1 env=dev\n");
    for (Function<Path, Inventory> reader : readers()) {
      Inventory inventory = reader.apply(file);
      assertThat(nodes(inventory.selecting(Selector.parse("env=prod"))))
          .extracting(Node::toString)
          .containsExactly("web-1");
      assertThatThrownBy(() -> inventory.selecting(Selector.parse("env=test")))
          .isInstanceOf(InventoryException.class)
          .hasMessageContaining("the selector 'env=test' chooses no node")
          .hasMessageContaining("env (dev, prod), role (web)");
    }
  }
}
