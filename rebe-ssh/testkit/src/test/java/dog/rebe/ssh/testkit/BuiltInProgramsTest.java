package dog.rebe.ssh.testkit;

import static dog.rebe.ssh.testkit.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.ssh.testkit.PlainClient.Ended;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BuiltInProgramsTest {

  @RegisterExtension final LeakCheck leaks = LeakCheck.strict();

  private EmbeddedNode node;
  private PlainClient client;

  @BeforeEach
  void start() throws IOException {
    EmbeddedFleet fleet =
        leaks.fleet(
            NodeDefinition.of("pi", SimulatedSystem.raspberryPi())
                .value("load1", "0.42")
                .file("/etc/motd", "hello\n")
                .answer("vcgencmd measure_temp", Answer.printing("temp=48.3'C\n"))
                .program(
                    "upper",
                    Program.reading(
                        (arguments, input) ->
                            Answer.printing(
                                new String(input, StandardCharsets.UTF_8)
                                    .toUpperCase(Locale.ROOT)))));
    node = fleet.node("pi");
    client = leaks.closing(new PlainClient(fleet));
  }

  private Ended run(String command) throws IOException {
    return client.run(node, command);
  }

  @Test
  void knowWhatTheirNodeIs() throws IOException {
    assertThat(run("hostname").out()).isEqualTo("pi\n");
    assertThat(run("uname -a").out())
        .startsWith("Linux pi 6.6.51+rpt-rpi-v8")
        .endsWith("aarch64 GNU/Linux\n");
    assertThat(run("uname -m").out()).isEqualTo("aarch64\n");
    assertThat(run("uptime").out()).contains("load average: 0.42,");
    assertThat(run("cat /proc/loadavg").out()).startsWith("0.42 ");
    assertThat(run("cat /etc/os-release").out()).contains("ID=debian");
  }

  @Test
  void exitAsTheyShould() throws IOException {
    assertThat(run("true").status()).isZero();
    assertThat(run("false").status()).isEqualTo(1);
    assertThat(run("uname --nonsense").status()).isEqualTo(1);
    assertThat(run("sleep never").status()).isEqualTo(1);
  }

  @Test
  void catPrintsFilesAndSaysWhichAreMissing() throws IOException {
    assertThat(run("cat /etc/motd /nowhere /etc/hostname"))
        .isEqualTo(new Ended("hello\npi\n", "cat: /nowhere: No such file or directory\n", 1, null));
  }

  @Test
  void catPrintsItsInput() throws IOException {
    try (ClientSession session = client.login(node)) {
      assertThat(client.run(session, "cat", "some input").out()).isEqualTo("some input");
    }
  }

  @Test
  void answerFromTheScriptOfTheNodeFirst() throws IOException {
    assertThat(run("vcgencmd  measure_temp").out()).isEqualTo("temp=48.3'C\n");
    try (ClientSession session = client.login(node)) {
      assertThat(client.run(session, "upper", "quiet").out()).isEqualTo("QUIET");
    }
  }

  @Test
  void unknownProgramsAreNotFound() throws IOException {
    assertThat(run("apt update")).isEqualTo(new Ended("", "sh: 1: apt: not found\n", 127, null));
  }

  @Test
  void sleepEndsWhenItIsTold() throws IOException {
    try (ClientSession session = client.login(node);
        ChannelExec channel = session.createExecChannel("sleep 1000")) {
      channel.open().verify(PlainClient.PATIENCE);
      await().until(() -> node.running().size() == 1);
      node.endProcesses();
      await().until(() -> "TERM".equals(channel.getExitSignal()));
    }
  }

  @Test
  void aProcessDiesOfItsOutputOnceNobodyReadsIt() throws IOException {
    try (ClientSession session = client.login(node);
        ChannelExec channel = session.createExecChannel("yes")) {
      channel.open().verify(PlainClient.PATIENCE);
      await().until(() -> node.running().size() == 1);
    }
    await().untilAsserted(() -> assertThat(node.running()).isEqualTo(List.of()));
  }
}
