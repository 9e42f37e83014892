package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import dog.rebe.ssh.testkit.OpenSshServer;
import dog.rebe.testkit.CanarySecret;
import dog.rebe.testkit.EveryLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets that the command line is given stand in nothing that it prints, as text or as JSON, in no
 * record, and in no log at its finest level, on a real OpenSSH server.
 */
@Tag("fault-72")
class SecretsTest {

  private static final CanarySecret VARIABLE = CanarySecret.of("PzQwXkVjYgJmRhTbFnDc");
  private static final CanarySecret PASSPHRASE = CanarySecret.of("YxWzQjKvTpGgRmBhNfLd");
  private static final CanarySecret CONTENT = CanarySecret.of("FvJzXqKwBhPgNmTyRdLc");

  @TempDir static Path folder;
  private static OpenSshServer server;
  private static Path lockedKey;

  @TempDir Path home;

  private final StringBuilder seen = new StringBuilder();
  private EveryLog log;

  @BeforeAll
  static void start() throws Exception {
    server = OpenSshServer.start(folder.resolve("sshd"));
    lockedKey = folder.resolve("locked");
    // Before anything is listened to: newer JDKs log the arguments of every program that is started
    Process made =
        new ProcessBuilder(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                PASSPHRASE.text(),
                "-f",
                lockedKey.toString())
            .start();
    assertThat(made.waitFor()).isZero();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void listen() {
    log = EveryLog.open();
  }

  /** Every test ends so. */
  @AfterEach
  void areNowhere() throws IOException {
    log.close();
    Path record = record();
    if (Files.exists(record)) {
      seen.append(Files.readString(record));
    }
    for (CanarySecret secret : List.of(VARIABLE, PASSPHRASE, CONTENT)) {
      assertThat(secret.in(log.text())).as("in the logs").isEmpty();
      assertThat(secret.in(seen.toString())).as("in what was printed and recorded").isEmpty();
    }
  }

  private Path record() {
    return home.resolve("chronicle.jsonl");
  }

  private Path kept(String name, CanarySecret secret) throws IOException {
    Path file = Files.write(home.resolve(name), secret.bytes());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private Typed type(Keyboard keyboard, Path identity, List<String> before, String... after)
      throws IOException {
    List<String> all = new ArrayList<>(before);
    all.addAll(
        List.of(
            "--node",
            System.getProperty("user.name") + "@127.0.0.1:" + server.port() + " id=real",
            "--identity",
            identity.toString(),
            "--known-hosts",
            server.knownHosts().toString()));
    all.addAll(List.of(after));
    Typed typed = keyboard.type(all.toArray(String[]::new));
    seen.append(typed.out()).append(typed.err());
    return typed;
  }

  private Typed run(String deadline, boolean json, String script) throws IOException {
    List<String> before =
        new ArrayList<>(
            List.of(
                "run",
                "--changes",
                "once",
                "-d",
                deadline,
                "-m",
                "64k",
                "--chronicle",
                record().toString(),
                "--secret-env",
                "TOKEN=" + kept("token", VARIABLE)));
    if (json) {
      before.add("--json");
    }
    return type(Keyboard.in(home), server.identity(), before, "--script", script);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofCommandsThatEndInEveryWay(boolean json) throws IOException {
    Typed worked = run("2m", json, "[ ${#TOKEN} -eq 20 ] && echo it arrived");
    assertThat(worked.out()).as(worked.err()).contains("it arrived");
    assertThat(worked.exit()).isZero();

    assertThat(run("2m", json, "exit 3").out()).contains("nonzero-exit");
    assertThat(run("2s", json, "sleep 33.1").out()).contains("timed-out");
    assertThat(run("2m", json, "kill -s KILL $$").out()).contains("killed-by-signal");
    assertThat(Files.readString(record())).contains("\"");
  }

  /** What the author's own command prints of it is hidden in what we say of the failure. */
  @Test
  void ofACommandThatTellsIt() throws IOException {
    List<String> before =
        List.of("run", "--read-only", "-d", "2m", "-m", "64k", "--json", "--secret-env");
    List<String> all = new ArrayList<>(before);
    all.add("TOKEN=" + kept("token", VARIABLE));
    Keyboard keyboard = Keyboard.in(home);
    List<String> whole = new ArrayList<>(all);
    whole.addAll(List.of("-n", "local:", "--script", "echo \"bad $TOKEN\" >&2; exit 3"));

    Typed typed = keyboard.type(whole.toArray(String[]::new));

    assertThat(typed.out()).contains("bad ***");
  }

  @Test
  void ofAnEncryptedKeyHoweverItsPassphraseIsGiven() throws IOException {
    Files.writeString(
        server.folder().resolve("authorized_keys"),
        Files.readString(server.folder().resolve("authorized_keys"))
            + Files.readString(Path.of(lockedKey + ".pub")));
    List<String> run =
        List.of("run", "--read-only", "-d", "2m", "-m", "64k", "--json", "--script", "true");
    Keyboard keyboard = Keyboard.in(home);

    List<String> fromFile = new ArrayList<>(run);
    fromFile.addAll(List.of("--passphrase-file", kept("passphrase", PASSPHRASE).toString()));
    assertThat(type(keyboard, lockedKey, fromFile).exit()).isZero();
    assertThat(type(keyboard.answering(PASSPHRASE.text()), lockedKey, run).exit()).isZero();

    Typed wrong = type(keyboard.answering(VARIABLE.text()), lockedKey, run);
    assertThat(wrong.exit()).isNotZero();
    assertThat(wrong.out()).contains("credential-unavailable");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofFilesThatArePutAndFetched(boolean json) throws IOException {
    Path source = kept("content", CONTENT);
    Path target = folder.resolve("content-" + json);
    List<String> put = new ArrayList<>(List.of("put", "-d", "2m"));
    List<String> get = new ArrayList<>(List.of("get", "-d", "2m", "-m", "1k"));
    if (json) {
      put.add("--json");
      get.add("--json");
    }
    Keyboard keyboard = Keyboard.in(home);

    assertThat(type(keyboard, server.identity(), put, "" + source, "" + target).exit()).isZero();
    assertThat(type(keyboard, server.identity(), get, "" + target, home + "/got").exit()).isZero();

    assertThat(home.resolve("got/real/" + target.getFileName()))
        .hasContent(new String(CONTENT.bytes(), StandardCharsets.US_ASCII));
  }
}
