package dog.rebe.examples.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.facts.Fact;
import dog.rebe.facts.Facts;
import dog.rebe.facts.FileSystems;
import dog.rebe.facts.ListeningSockets.ListeningSocket;
import dog.rebe.facts.MachineFacts;
import dog.rebe.facts.Packages;
import dog.rebe.facts.Services;
import dog.rebe.facts.Topic;
import dog.rebe.node.Node;
import dog.rebe.sandbox.packaging.PackageException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The decoders and the library's own facts say the same of the same output: on the library's golden
 * systems, on the golden outputs here, and on the machine that runs the test.
 */
final class BuiltInFactsTest {

  private static final Path SYSTEMS = Path.of("../../../rebe-core/src/test/resources/systems");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static final Pattern UNIT =
      Pattern.compile(
          "\\{\"unit\":\"([^\"]*)\",\"load\":\"([^\"]*)\",\"active\":\"([^\"]*)\","
              + "\"sub\":\"([^\"]*)\",\"description\":\"([^\"]*)\"");

  private static final String[] LIST_SERVICES = {
    "systemctl", "list-units", "--type=service", "--plain", "--no-legend", "--no-pager"
  };

  private static PackedDecoders decoders;

  @BeforeAll
  static void open() {
    decoders = new PackedDecoders();
  }

  @AfterAll
  static void close() {
    decoders.close();
  }

  private static List<?> decoded(String plugin, String output, String field)
      throws IOException, PackageException, DecodeException {
    Map<?, ?> value = decoders.decode(plugin, output.getBytes(StandardCharsets.UTF_8));
    return (List<?>) value.get(field);
  }

  private static Object in(Object object, String field) {
    Object value = ((Map<?, ?>) object).get(field);
    assertThat(value).as(field).isNotNull();
    return value;
  }

  private static long number(Object object, String field) {
    return ((Number) in(object, field)).longValue();
  }

  /** What a system's script for a fact printed, for all systems of which this is a part. */
  private static List<String> printed(String member, String part) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> systems = Files.list(SYSTEMS)) {
      for (Path system : systems.sorted().toList()) {
        String text = Files.readString(system.resolve(member));
        if (text.contains(part)) {
          all.add(text);
        }
      }
    }
    return all;
  }

  private static List<Path> golden(String plugin) throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN.resolve(plugin))) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static MachineFacts builtIn(Topic topic, String printed) throws DecodeException {
    return BuiltInFacts.of(topic, printed.getBytes(StandardCharsets.UTF_8));
  }

  // ---- Sockets

  private static void requireSameSockets(String ss) throws Exception {
    List<ListeningSocket> known =
        builtIn(Topic.LISTENING_SOCKETS, "== ss\n" + ss)
            .listeningSockets()
            .value()
            .orElseThrow()
            .sockets();
    requireSame(decoded("ss-listening", ss, "sockets"), known);
  }

  private static void requireSame(List<?> decoded, List<ListeningSocket> known) {
    assertThat(decoded).hasSameSizeAs(known);
    for (int i = 0; i < known.size(); i++) {
      Object socket = decoded.get(i);
      assertThat(in(socket, "protocol")).isEqualTo(known.get(i).protocol());
      assertThat(number(socket, "port")).isEqualTo(known.get(i).port());
      // The library says which family an asterisk stands for
      if (in(socket, "address").equals("*")) {
        assertThat(known.get(i).address()).isIn("::", "0.0.0.0");
      } else {
        assertThat(in(socket, "address")).isEqualTo(known.get(i).address());
      }
    }
  }

  @Test
  void socketsOfTheGoldenSystems() throws Exception {
    List<String> systems = printed("listening-sockets", "== ss\n");
    assertThat(systems).hasSizeGreaterThan(4);
    for (String system : systems) {
      requireSameSockets(system.substring(system.indexOf('\n') + 1));
    }
  }

  @Test
  void socketsOfTheGoldenOutputs() throws Exception {
    String heading = "Netid State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n";
    for (Path file : golden("ss-listening")) {
      String ss = Files.readString(file);
      boolean old = file.getFileName().toString().contains("centos-7");
      requireSameSockets(
          ss.startsWith("Netid") ? ss : (old ? heading.replace("Process", "") : heading) + ss);
    }
  }

  @Test
  void socketsOfThisMachine() throws Exception {
    require("ss");
    try (ServerSocket here = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LocalTransport transport = LocalTransport.create();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      List<?> decoded =
          decoded("ss-listening", run(executor, "ss", "-H", "-l", "-t", "-u", "-n"), "sockets");
      List<ListeningSocket> known =
          known(executor, Topic.LISTENING_SOCKETS, MachineFacts::listeningSockets).sockets();
      // Others open and close sockets meanwhile: this one is ours
      String address = here.getInetAddress().getHostAddress();
      assertThat(known).contains(new ListeningSocket("tcp", address, here.getLocalPort()));
      assertThat(decoded)
          .anySatisfy(
              socket -> {
                // The library leaves out that an IPv6 socket took an IPv4 address
                assertThat(in(socket, "address").toString()).endsWith(address);
                assertThat(number(socket, "port")).isEqualTo(here.getLocalPort());
              });
    }
  }

  // ---- File systems

  private static void requireSameSizes(List<?> decoded, FileSystems known, int count) {
    int compared = 0;
    for (FileSystems.Mount mount : known.mounts()) {
      for (Object fileSystem : decoded) {
        if (in(fileSystem, "mount").equals(mount.mountPoint()) && mount.space().isPresent()) {
          FileSystems.Space space = mount.space().get();
          assertThat(in(fileSystem, "device")).isEqualTo(mount.device());
          assertThat(number(fileSystem, "sizeBytes")).isEqualTo(space.totalBytes());
          assertThat(number(fileSystem, "usedBytes")).isEqualTo(space.usedBytes());
          assertThat(number(fileSystem, "availableBytes")).isEqualTo(space.availableBytes());
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(count);
  }

  @Test
  void fileSystemsOfTheGoldenSystems() throws Exception {
    List<String> systems = printed("file-systems", "== local\n");
    assertThat(systems).hasSizeGreaterThan(6);
    for (String system : systems) {
      String whole = system.contains("== end") ? system : system + "== end\n";
      List<Object> decoded = new ArrayList<>();
      String sizes = whole.substring(whole.indexOf("== local\n"));
      // Each mount over a network is a df of its own
      for (String df : sizes.split("(?=Filesystem )|(?m)^== .*\n", -1)) {
        if (df.startsWith("Filesystem")) {
          decoded.addAll(decoded("df", df, "fileSystems"));
        }
      }
      FileSystems known = builtIn(Topic.FILE_SYSTEMS, whole).fileSystems().value().orElseThrow();
      requireSameSizes(decoded, known, decoded.size());
    }
  }

  @Test
  void fileSystemsOfTheGoldenOutputs() throws Exception {
    for (Path file : golden("df")) {
      String df = Files.readString(file);
      // What breaks lines was called without -P, as the library never does. A hyphen for a size is
      // no size to it, and 0 to the decoder.
      if (!file.getFileName().toString().contains("without-p") && !df.contains(" -  ")) {
        List<?> decoded = decoded("df", df, "fileSystems");
        StringBuilder printed = new StringBuilder();
        for (Object one : decoded) {
          printed.append("mount ").append(escaped(in(one, "device"))).append(' ');
          printed.append(escaped(in(one, "mount"))).append(" ext4 rw\n");
        }
        String whole = printed + "== local\n" + df + "== remote\n== end\n";
        FileSystems known = builtIn(Topic.FILE_SYSTEMS, whole).fileSystems().value().orElseThrow();
        requireSameSizes(decoded, known, decoded.size());
      }
    }
  }

  private static String escaped(Object text) {
    return text.toString().replace(" ", "\\040");
  }

  @Test
  void fileSystemsOfThisMachine() throws Exception {
    require("df");
    try (LocalTransport transport = LocalTransport.create();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      Fact<FileSystems> fact = facts(executor, Topic.FILE_SYSTEMS).fileSystems();
      Assumptions.assumeTrue(fact.value().isPresent(), () -> "Nothing is mounted here: " + fact);
      FileSystems before = fact.value().orElseThrow();
      for (int look = 0; look < 50; look++) {
        Map<String, Long> sizes = sizesByDf(executor, before);
        FileSystems after = known(executor, Topic.FILE_SYSTEMS, MachineFacts::fileSystems);
        // Others mount and grow meanwhile: what is the same before and after was so in between
        if (sizes(before).equals(sizes(after))) {
          assertThat(sizes).isNotEmpty().isEqualTo(sizes(after));
          return;
        }
        before = after;
      }
      Assertions.fail("The file systems of this machine never stayed the same for two looks");
    }
  }

  private static Map<String, Long> sizes(FileSystems known) {
    Map<String, Long> sizes = new TreeMap<>();
    for (FileSystems.Mount mount : known.mounts()) {
      mount.space().ifPresent(space -> sizes.put(mount.mountPoint(), space.totalBytes()));
    }
    return sizes;
  }

  /** Of the same mounts; one that is gone meanwhile is left out. */
  private static Map<String, Long> sizesByDf(CommandExecutor executor, FileSystems known)
      throws Exception {
    Map<String, Long> sizes = new TreeMap<>();
    for (String mount : sizes(known).keySet()) {
      Optional<String> df = ran(executor, "df", "-P", "-k", mount);
      if (df.isPresent()) {
        Object decoded = decoded("df", df.get(), "fileSystems").get(0);
        sizes.put(in(decoded, "mount").toString(), number(decoded, "sizeBytes"));
      }
    }
    return sizes;
  }

  // ---- Services

  private static void requireSameServices(String lines, List<?> units) throws DecodeException {
    requireSameServices(
        builtIn(Topic.SERVICES, "== systemd\n" + lines).services().value().orElseThrow(), units);
  }

  private static void requireSameServices(Services known, List<?> units) {
    List<String> failed = new ArrayList<>();
    List<String> running = new ArrayList<>();
    for (Object unit : units) {
      String name = in(unit, "name").toString();
      if (name.endsWith(".service")) {
        String bare = name.substring(0, name.length() - ".service".length());
        if (in(unit, "active").equals("failed")) {
          failed.add(bare);
        } else if (in(unit, "sub").equals("running")) {
          running.add(bare);
        }
      }
    }
    assertThat(failed).isEqualTo(known.failed());
    assertThat(running).isEqualTo(known.running());
    assertThat(failed.size() + running.size()).isPositive();
  }

  @Test
  void servicesOfTheGoldenSystemThatListsThemInColumns() throws Exception {
    List<String> systems = printed("services", ".service  ");
    assertThat(systems).isNotEmpty();
    for (String system : systems) {
      String lines = system.substring(system.indexOf('\n') + 1);
      requireSameServices(lines, decoded("systemctl-units", lines, "units"));
    }
  }

  /** Newer systems list JSON to the library; to the decoder come the same units in columns. */
  @Test
  void servicesOfTheGoldenSystemsThatListThemAsJson() throws Exception {
    List<String> systems = printed("services", "[{\"unit\":");
    assertThat(systems).hasSizeGreaterThan(4);
    for (String system : systems) {
      StringBuilder columns = new StringBuilder();
      Matcher unit = UNIT.matcher(system);
      while (unit.find()) {
        columns.append(
            String.format(
                "%-40s %-9s %-8s %-8s %s%n",
                unit.group(1), unit.group(2), unit.group(3), unit.group(4), unit.group(5)));
      }
      requireSameServices(
          builtIn(Topic.SERVICES, system).services().value().orElseThrow(),
          decoded("systemctl-units", columns.toString(), "units"));
    }
  }

  @Test
  void servicesOfTheGoldenOutputs() throws Exception {
    for (Path file : golden("systemctl-units")) {
      String text = Files.readString(file);
      // The library asks for services alone, without headings
      StringBuilder services = new StringBuilder();
      text.lines()
          .filter(line -> line.contains(".service "))
          .forEach(line -> services.append(line).append('\n'));
      requireSameServices(services.toString(), decoded("systemctl-units", text, "units"));
    }
  }

  /** On a machine that systemd looks after; elsewhere nothing can be listed. */
  @Test
  void servicesOfThisMachine() throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/run/systemd/system")),
        "No systemd runs on this machine, so systemctl lists nothing: the golden outputs stand for"
            + " it");
    try (LocalTransport transport = LocalTransport.create();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      Services before = services(executor);
      for (int look = 0; look < 50; look++) {
        List<?> units = decoded("systemctl-units", run(executor, LIST_SERVICES), "units");
        Services after = services(executor);
        // Services start and end meanwhile: what is the same before and after was so in between
        if (before.equals(after)) {
          assertThat(after.manager()).isEqualTo("systemd");
          requireSameServices(after, units);
          return;
        }
        before = after;
      }
      Assertions.fail("The services of this machine never stayed the same for two looks");
    }
  }

  private static Services services(CommandExecutor executor) {
    return known(executor, Topic.SERVICES, MachineFacts::services);
  }

  // ---- Packages

  /** The library counts what is installed; apt tells what of it is old. */
  @Test
  void packagesOfThisMachine() throws Exception {
    require("apt");
    require("dpkg-query");
    try (LocalTransport transport = LocalTransport.create();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      Packages.PackageDatabase dpkg =
          known(executor, Topic.PACKAGES, MachineFacts::packages).databases().stream()
              .filter(database -> database.manager().equals("dpkg"))
              .findAny()
              .orElseThrow();
      List<?> old =
          decoded("apt-upgradable", run(executor, "apt", "list", "--upgradable"), "packages");
      assertThat(old).hasSizeLessThanOrEqualTo(dpkg.installed());
      List<String> installed =
          run(executor, "dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture}\n")
              .lines()
              .toList();
      for (Object one : old) {
        assertThat(installed)
            .contains(in(one, "name") + " " + in(one, "installed") + " " + in(one, "architecture"));
      }
    }
  }

  // ---- This machine

  /** A fact that comes too late on a busy machine is asked for again. */
  private static <T> T known(
      CommandExecutor executor, Topic topic, Function<MachineFacts, Fact<T>> which) {
    Fact<T> fact = which.apply(facts(executor, topic));
    for (int look = 0; look < 20 && fact.value().isEmpty(); look++) {
      fact = which.apply(facts(executor, topic));
    }
    String told = fact.toString();
    return fact.value().orElseThrow(() -> new AssertionError(told));
  }

  private static MachineFacts facts(CommandExecutor executor, Topic topic) {
    return executor
        .start(Facts.command(BuiltInFacts.LIMITS, Set.of(topic), Clock.systemUTC()), Node.local())
        .await()
        .value()
        .orElseThrow();
  }

  private static String run(CommandExecutor executor, String... line) {
    return ran(executor, line).orElseThrow();
  }

  private static Optional<String> ran(CommandExecutor executor, String... line) {
    return executor
        .start(
            Command.of(line[0], Arrays.copyOfRange(line, 1, line.length))
                .readOnly()
                .limits(Limits.of(Duration.ofMinutes(2), 8 << 20))
                .environment("LC_ALL", "C"),
            Node.local())
        .await()
        .value()
        .map(output -> output.stdout().utf8());
  }

  /** Skips the test where a program is not installed, or fails it with rebe.requireSystem. */
  private static void require(String program) {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> new File(folder, program).canExecute());
    String message = program + " is not installed on this machine";
    if (Boolean.getBoolean("rebe.requireSystem")) {
      assertThat(installed).as(message).isTrue();
    }
    Assumptions.assumeTrue(installed, message);
  }
}
