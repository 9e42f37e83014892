package dog.rebe.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Limits;
import dog.rebe.command.LoweredCommand;
import dog.rebe.command.SecretValues;
import dog.rebe.command.ShellDialect;
import dog.rebe.command.Shells;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real scripts on the machine that runs the test, compared with what Java knows of it. */
class ThisMachineTest {

  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final int MOST_READINGS = 10;
  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(30), Facts.OUTPUT_BYTES);
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /**
   * What depends on the machine that runs the test: a container has no service manager, perhaps.
   */
  private static final Set<Topic> MAY_BE_MISSING =
      EnumSet.of(
          Topic.SERVICES,
          Topic.PACKAGES,
          Topic.BLOCK_DEVICES,
          Topic.FILE_SYSTEMS,
          Topic.NAME_SERVERS);

  @BeforeEach
  void isLinux() {
    assumeTrue(Files.isReadable(Path.of("/proc/meminfo")), "This machine has no Linux /proc");
  }

  @Test
  void everyShellReadsTheSameTrueFacts() throws Exception {
    Shells.require("ip");
    for (List<String> shell : Shells.installed(Shells.ALL)) {
      MachineFacts facts = read(shell, EnumSet.allOf(Topic.class), Map.of());
      assertTrue(facts, shell.toString());
    }
  }

  /** As on a router: every program is BusyBox's, and there is no ss. */
  @Test
  void aBusyBoxUserlandReadsTheSameTrueFacts(@TempDir Path programs) throws Exception {
    Shells.require("busybox");
    Path busybox = Path.of("/bin/busybox");
    for (String applet :
        List.of(
            "sh", "cat", "grep", "sed", "df", "ip", "date", "uname", "md5sum", "sleep", "printf")) {
      Files.createSymbolicLink(programs.resolve(applet), busybox);
    }
    MachineFacts facts =
        read(
            List.of("busybox", "sh"),
            EnumSet.allOf(Topic.class),
            Map.of("PATH", programs.toString()));
    assertTrue(facts, "busybox alone");
    assertThat(((Fact.Known<?>) facts.listeningSockets()).source()).isEqualTo("/proc/net");
  }

  @Test
  void aListeningSocketIsSeen() throws Exception {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      for (List<String> shell : Shells.installed(Shells.POSIX)) {
        MachineFacts facts = read(shell, EnumSet.of(Topic.LISTENING_SOCKETS), Map.of());
        assertThat(facts.listeningSockets().value().orElseThrow().sockets())
            .anySatisfy(
                seen -> {
                  assertThat(seen.port()).isEqualTo(socket.getLocalPort());
                  assertThat(seen.address()).endsWith("127.0.0.1");
                  assertThat(seen.protocol()).isEqualTo("tcp");
                });
      }
    }
  }

  @Test
  void topicsThatWereNotAskedForSaySo() throws Exception {
    Set<Topic> asked = EnumSet.of(Topic.SERVICES, Topic.PACKAGES, Topic.FILE_SYSTEMS);
    MachineFacts facts = read(Shells.installed(Shells.POSIX).get(0), asked, Map.of());
    for (Fact<?> fact : facts.byTopic().values()) {
      boolean notAsked =
          fact instanceof Fact.Missing<?> missing && missing.reason() == Reason.NOT_ASKED;
      assertThat(notAsked).as("%s", fact).isEqualTo(!asked.contains(fact.topic()));
    }
  }

  /** df hangs, as it does when a network file system's server is dead. */
  @Test
  @Tag("fault-76")
  void aFactThatHangsLeavesTheOthers(@TempDir Path programs) throws Exception {
    Path df = programs.resolve("df");
    Files.writeString(df, "#!/bin/sh\nsleep 5151\n");
    assertThat(df.toFile().setExecutable(true)).isTrue();
    for (List<String> shell : Shells.installed(List.of(List.of("dash"), List.of("bash")))) {
      MachineFacts facts =
          read(
              shell,
              EnumSet.of(Topic.MEMORY, Topic.FILE_SYSTEMS, Topic.KERNEL),
              Map.of("PATH", programs + ":/usr/bin:/bin"),
              EnumSet.of(Topic.FILE_SYSTEMS));
      assertThat(facts.memory().value()).isPresent();
      assertThat(facts.kernel().value()).isPresent();
      assertThat(facts.fileSystems())
          .isInstanceOfSatisfying(
              Fact.Missing.class,
              missing -> assertThat(missing.reason()).isEqualTo(Reason.TIMED_OUT));
    }
  }

  private static void assertTrue(MachineFacts facts, String as) throws IOException {
    for (Fact<?> fact : facts.byTopic().values()) {
      if (!MAY_BE_MISSING.contains(fact.topic())) {
        assertThat(fact.value()).as("%s: %s", as, fact).isPresent();
      }
      assertThat(fact.readAt()).isEqualTo(NOW);
      if (fact instanceof Fact.Missing<?> missing) {
        assertThat(missing.reason()).as("%s: %s", as, fact).isEqualTo(Reason.NOT_THERE);
      }
    }
    assertThat(facts.kernel().value().orElseThrow().release())
        .as(as)
        .isEqualTo(System.getProperty("os.version"));
    assertThat(facts.processors().value().orElseThrow().online())
        .as(as)
        .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    String meminfo = Files.readString(Path.of("/proc/meminfo"));
    assertThat(meminfo)
        .as(as)
        .containsPattern(
            "MemTotal: +" + facts.memory().value().orElseThrow().totalBytes() / 1024 + " kB");
    assertThat(facts.identity().value().orElseThrow().hostname())
        .as(as)
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    assertThat(addresses(facts)).as(as).containsAll(addressesByJava());
    facts
        .fileSystems()
        .value()
        .ifPresent(
            all ->
                assertThat(all.mounts())
                    .as(as)
                    .anySatisfy(
                        mount -> {
                          assertThat(mount.mountPoint()).isEqualTo("/");
                          assertThat(mount.space().orElseThrow().totalBytes())
                              .isEqualTo(rootBytes());
                        }));
    Instant clock = facts.timeSync().value().orElseThrow().clock();
    assertThat(clock).as(as).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
  }

  private static long rootBytes() {
    try {
      FileStore root = Files.getFileStore(Path.of("/"));
      return root.getTotalSpace();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> addresses(MachineFacts facts) {
    return facts.networkInterfaces().value().orElseThrow().interfaces().stream()
        .flatMap(each -> each.addresses().stream())
        .map(NetworkInterfaces.InterfaceAddress::address)
        .toList();
  }

  private static List<String> addressesByJava() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .map(InetAddress::getHostAddress)
        .map(text -> text.replaceAll("%.*", ""))
        .map(ThisMachineTest::canonical)
        .toList();
  }

  private static String canonical(String address) {
    try {
      return IpText.canonical(address);
    } catch (FactException e) {
      throw new AssertionError(e);
    }
  }

  /** All facts, as this shell reads them. */
  static MachineFacts read(List<String> shell) throws DecodeException {
    return read(shell, EnumSet.allOf(Topic.class), Map.of());
  }

  private static MachineFacts read(
      List<String> shell, Set<Topic> topics, Map<String, String> environment)
      throws DecodeException {
    return read(shell, topics, environment, EnumSet.noneOf(Topic.class));
  }

  /** Reads again where a busy machine took too long for a fact that does not hang. */
  private static MachineFacts read(
      List<String> shell, Set<Topic> topics, Map<String, String> environment, Set<Topic> hanging)
      throws DecodeException {
    MachineFacts facts = readOnce(shell, topics, environment);
    for (int times = 1; times < MOST_READINGS && isLate(facts, hanging); times++) {
      facts = readOnce(shell, topics, environment);
    }
    return facts;
  }

  private static boolean isLate(MachineFacts facts, Set<Topic> hanging) {
    return facts.byTopic().values().stream()
        .filter(fact -> !hanging.contains(fact.topic()))
        .anyMatch(
            fact ->
                fact instanceof Fact.Missing<?> missing && missing.reason() == Reason.TIMED_OUT);
  }

  private static MachineFacts readOnce(
      List<String> shell, Set<Topic> topics, Map<String, String> environment)
      throws DecodeException {
    Command<MachineFacts> command = Facts.command(LIMITS, topics, CLOCK);
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      command = command.environment(variable.getKey(), variable.getValue());
    }
    LoweredCommand lowered = LoweredCommand.lower(command, SecretValues.none(), NONCE);
    ShellDialect dialect = Shells.FOREIGN.contains(shell) ? ShellDialect.ANY : ShellDialect.POSIX;
    Shells.Ran ran = Shells.run(shell, dialect.commandLine(lowered));
    byte[] output = ran.answer(NONCE).out().getBytes(StandardCharsets.ISO_8859_1);
    return command
        .decoder()
        .decode(
            new CapturedOutput(CapturedStream.of(output), CapturedStream.empty()),
            new ExitStatus(ran.exit()));
  }
}
