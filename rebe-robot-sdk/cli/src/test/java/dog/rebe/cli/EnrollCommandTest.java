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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Against a real OpenSSH server. */
@ExtendWith(LeakCheck.class)
@Tag("fault-11")
class EnrollCommandTest {

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
    return System.getProperty("user.name") + "@127.0.0.1:" + server.port() + " id=real";
  }

  private Typed enroll(Keyboard keyboard, String... more) {
    List<String> arguments = new ArrayList<>(List.of("enroll", node(), "-d", "2m"));
    arguments.addAll(List.of(more));
    return keyboard.type(arguments.toArray(String[]::new));
  }

  private Path knownHosts() {
    return home.resolve(".ssh/known_hosts");
  }

  private boolean isKnown() {
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
                "--",
                "true");
    return typed.exit() == 0;
  }

  @Test
  void printsJsonToo() throws IOException {
    Typed unasked = enroll(Keyboard.in(home), "--json");
    assertThat(unasked.out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"schema\":1,"));
    assertThat(unasked.out())
        .contains("\"type\":\"host-key\"", "\"problem\":null", "\"result\":\"not-approved\"");
    Typed typed = enroll(Keyboard.in(home), "--json", "--fingerprint", server.fingerprint());
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(typed.out())
        .contains("\"fingerprint\":\"" + server.fingerprint(), "\"result\":\"trusted\"");
    assertThat(enroll(Keyboard.in(home), "--json", "--fingerprint", server.fingerprint()).out())
        .contains("\"result\":\"already-trusted\"");
  }

  @Test
  void showsTheFingerprintAndTrustsWhatIsConfirmed() throws IOException {
    assertThat(isKnown()).isFalse();
    Typed typed = enroll(Keyboard.in(home).answering("yes"));
    assertThat(typed.exit()).as(typed.out() + typed.err()).isZero();
    assertThat(typed.out())
        .contains("ssh-ed25519  " + server.fingerprint())
        .contains("real is trusted now, in " + knownHosts());
    assertThat(typed.err()).contains("Type yes to trust this key: ");
    assertThat(isKnown()).isTrue();

    assertThat(enroll(Keyboard.in(home).answering("yes")).out()).contains("was trusted already");
  }

  @Test
  void trustsNothingWithoutAClearYes() {
    for (String answer : List.of("", "y", "no", "YES!")) {
      Typed typed = enroll(Keyboard.in(home).answering(answer));
      assertThat(typed.exit()).isEqualTo(ExitCode.NOT_APPROVED.number());
      assertThat(knownHosts()).doesNotExist();
    }
  }

  @Test
  void trustsNothingWhereNobodyCanConfirm() {
    Typed typed = enroll(Keyboard.in(home));
    assertThat(typed.exit()).isEqualTo(ExitCode.NOT_APPROVED.number());
    assertThat(typed.err()).contains("Give what you expect with --fingerprint.");
    assertThat(knownHosts()).doesNotExist();
  }

  @Test
  void trustsTheFingerprintThatIsExpectedWithoutAQuestion() throws IOException {
    Typed typed = enroll(Keyboard.in(home), "--fingerprint", server.fingerprint());
    assertThat(typed.exit()).as(typed.out() + typed.err()).isZero();
    assertThat(isKnown()).isTrue();
  }

  @Test
  void refusesAnotherFingerprint() {
    Typed typed = enroll(Keyboard.in(home), "--fingerprint", "SHA256:" + "A".repeat(43));
    assertThat(typed.exit()).isEqualTo(ExitCode.NOT_APPROVED.number());
    assertThat(typed.err()).contains("the key of real is not the one that you expect");
    assertThat(knownHosts()).doesNotExist();
  }

  @Test
  void refusesWhatIsNoFingerprint() {
    Typed typed = enroll(Keyboard.in(home), "--fingerprint", "MD5:12:34");
    assertThat(typed.exit()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(typed.err()).contains("--fingerprint 'MD5:12:34' is none");
  }

  @Test
  @Tag("fault-10")
  void refusesAMachineThatIsKnownByAnotherKey() throws IOException {
    String other =
        "[127.0.0.1]:"
            + server.port()
            + " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPx8zBhYmJnDXJ0JjTQfLx2F0l6y1z9o0g1cUo1v2r3T\n";
    Files.createDirectory(home.resolve(".ssh"));
    Files.writeString(knownHosts(), other);
    Typed typed = enroll(Keyboard.in(home).answering("yes"));
    assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(typed.out()).contains("real is known by another key").contains("known_hosts:1");
    assertThat(knownHosts()).hasContent(other);
  }

  @Test
  void recordsTheAct() throws IOException {
    Path chronicle = home.resolve("chronicle");
    enroll(
        Keyboard.in(home),
        "--fingerprint",
        server.fingerprint(),
        "--chronicle",
        chronicle.toString());
    assertThat(Files.readString(chronicle)).contains("enrolment").contains(server.fingerprint());
  }

  @Test
  void saysWhenAMachineShowsNoKey() {
    Typed typed = Keyboard.in(home).answering("yes").type("enroll", "127.0.0.1:1", "-d", "2m");
    assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(typed.out()).contains("no key seen: connect-refused");
  }
}
