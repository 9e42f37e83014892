package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import dog.rebe.ssh.testkit.OpenSshServer;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every subcommand against a real OpenSSH server. */
@ExtendWith(LeakCheck.class)
class RealNodeTest {

  @TempDir static Path folder;
  @TempDir Path home;
  private static OpenSshServer server;

  @BeforeAll
  static void start() throws IOException {
    server = OpenSshServer.start(folder.resolve("sshd"));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static String node() {
    return System.getProperty("user.name") + "@127.0.0.1:" + server.port() + " id=real role=web";
  }

  private Typed type(List<String> before, String... after) throws IOException {
    List<String> all = new ArrayList<>(before);
    all.addAll(
        List.of(
            "--node",
            node(),
            "--identity",
            server.identity().toString(),
            "--known-hosts",
            server.knownHosts().toString()));
    all.addAll(List.of(after));
    return Keyboard.in(home).type(all.toArray(String[]::new));
  }

  @Test
  void discovers() throws IOException {
    Typed typed = type(List.of("discover", "--deadline", "2m", "--passes", "2"));
    assertThat(typed.exit()).as(typed.out() + typed.err()).isZero();
    assertThat(typed.out())
        .contains("1 node told their facts")
        .containsPattern("first +1 .* 1 +0\\n")
        .containsPattern("again +1 .* 0 +1\\n");
  }

  @Test
  void runsArgumentsByteForByte() throws IOException {
    Typed typed =
        type(
            List.of("run", "--read-only", "-d", "2m", "-m", "64k"),
            "--",
            "printf",
            "[%s]",
            "a b",
            "$(id)",
            "'\"",
            "*",
            "-n",
            "é");
    assertThat(typed.exit()).as(typed.out() + typed.err()).isZero();
    assertThat(typed.out()).contains("    [a b][$(id)]['\"][*][-n][é]\n");
  }

  @Test
  void endsACommandAtItsDeadline() throws IOException {
    Typed typed = sleeping("2s");
    // A machine that hardly gets to run may not even have logged in by then, nor ended it in time
    for (String longer : List.of("6s", "20s", "60s")) {
      typed = typed.out().contains("timed-out, stopped") ? typed : sleeping(longer);
    }
    assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(typed.out()).contains("timed-out, stopped");
  }

  private Typed sleeping(String deadline) throws IOException {
    return type(List.of("run", "--read-only", "-d", deadline, "-m", "64k"), "--", "sleep", "1000");
  }

  @Test
  void putsAndGetsAFile() throws IOException {
    Path source = Files.writeString(home.resolve("source"), "content\n");
    Path target = home.resolve("target");
    Typed put = type(List.of("put", "-d", "2m", source.toString(), target.toString()));
    assertThat(put.exit()).as(put.out() + put.err()).isZero();
    assertThat(target).hasContent("content\n");

    Path fetched = home.resolve("fetched");
    Typed get = type(List.of("get", "-d", "2m", "-m", "1k", target.toString(), fetched.toString()));
    assertThat(get.exit()).as(get.out() + get.err()).isZero();
    assertThat(fetched.resolve("real/target")).hasContent("content\n");
  }

  @Test
  void refusesAMachineThatNobodyEnrolled() throws IOException {
    Path nobody = Files.createFile(home.resolve("known_hosts"));
    Typed typed =
        Keyboard.in(home)
            .type(
                "run",
                "--read-only",
                "-d",
                "2m",
                "-m",
                "1k",
                "-n",
                node(),
                "--identity",
                server.identity().toString(),
                "--known-hosts",
                nobody.toString(),
                "--",
                "true");
    assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(typed.out()).contains("host-key-unknown, not started");
  }

  @Test
  void readsAnSshConfigAsItsInventory() throws IOException {
    Path config =
        Files.writeString(
            home.resolve("config"),
            """
            Host real
              HostName 127.0.0.1
              Port %d
              User %s
              IdentityFile %s
              UserKnownHostsFile %s
            """
                .formatted(
                    server.port(),
                    System.getProperty("user.name"),
                    server.identity(),
                    server.knownHosts()));
    Typed typed =
        Keyboard.in(home)
            .type(
                "run",
                "--read-only",
                "-d",
                "2m",
                "-m",
                "1k",
                "-i",
                config.toString(),
                "--",
                "echo",
                "through the config");
    assertThat(typed.exit()).as(typed.out() + typed.err()).isZero();
    assertThat(typed.out()).contains("  real: exit 0\n    through the config\n");
  }
}
