package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong is named with its remedy, and nothing runs. */
@ExtendWith(LeakCheck.class)
class BadInputTest {

  @TempDir Path home;
  private Path witness;

  @BeforeEach
  void makeFiles() throws IOException {
    witness = home.resolve("witness");
    Files.writeString(home.resolve("bad-port"), "# fleet\nlocal:\nweb-1:99999\n");
    Files.writeString(home.resolve("twice"), "web-1 env=a\nweb-1 env=b\n");
    Files.writeString(home.resolve("labels"), "local: env=prod\n");
    Files.writeString(home.resolve("no-inventory.json"), "{\"all\": [1,\n");
    Files.writeString(home.resolve("empty"), "# nobody\n");
    Files.write(home.resolve("latin1.sh"), new byte[] {'#', (byte) 0xe9});
    Files.createDirectory(home.resolve("folder"));
    Files.writeString(home.resolve("bad_config"), "Host web-1\n  Prot 22\n");
    Files.writeString(home.resolve("good_config"), "Host web-1\n  Port 22\n");
    Files.writeString(home.resolve("proxy_config"), "Host web-1\n  ProxyCommand nc %h %p\n");
    Files.writeString(home.resolve("bad_known_hosts"), "web-1 ssh-ed25519 !!!\n");
    TestKeys.write(home.resolve("good_key"), "rw-------");
    TestKeys.write(home.resolve("open_key"), "rw-r--r--");
    TestKeys.writeEncrypted(home.resolve("encrypted_key"));
  }

  private static Arguments of(String message, String... arguments) {
    return Arguments.of(List.of(arguments), message);
  }

  /** Command lines; {@code HOME} stands for the test's folder, {@code RUN} for a good beginning. */
  static Stream<Arguments> wrong() {
    return Stream.of(
        of("What should be done?"),
        of("'disover' is no command or option of rebe", "disover"),
        of("'--inventry' is no command or option of rebe discover", "discover", "--inventry", "x"),
        of("'10' has no unit: write 10s, 10m or 10ms", "discover", "--deadline", "10"),
        of("'0s' is no time at all", "discover", "--deadline", "0s"),
        of("'-5s' is no duration", "discover", "--deadline=-5s"),
        of("--concurrency 0 is out of range: use 1 to 10000", "discover", "-c", "0"),
        of("--concurrency -3 is out of range", "discover", "--concurrency=-3"),
        of("'many' is not an int", "discover", "-c", "many"),
        of("'x' is no bound for failures", "discover", "--max-failures", "x"),
        of("'110%' is more than all", "discover", "--max-failures", "110%"),
        of("--passes 0 is out of range", "discover", "--passes", "0"),
        of("three ways to say which machines", "discover", "--demo", "-n", "a"),
        of("no --inventory was given", "discover", "--inventory-format", "hosts"),
        of("there is no such file", "discover", "-i", "HOME/nowhere"),
        of("is a directory: name a file", "discover", "-i", "HOME/folder"),
        of(
            "HOME/bad-port, line 3: the port '99999' is not 1 to 65535",
            "discover",
            "-i",
            "HOME/bad-port"),
        of(
            "HOME/twice, line 2: the node 'web-1' already stands on line 1",
            "discover",
            "-i",
            "HOME/twice"),
        of("HOME/empty: there", "discover", "-i", "HOME/empty"),
        of("HOME/no-inventory.json", "discover", "-i", "HOME/no-inventory.json"),
        of("--node, line 1: the port 'x' is not 1 to 65535", "discover", "-n", "web:x"),
        of("is wrong at character 5", "discover", "-i", "HOME/labels", "-s", "env ~ prod"),
        of("chooses no node", "discover", "-i", "HOME/labels", "-s", "env=test"),
        of("--user: The user name is refused", "discover", "-n", "web-1", "-u", "a$b"),
        of("There is no key to log in with", "discover", "-n", "web-1"),
        of(
            "The key file HOME/nowhere does not exist",
            "discover",
            "-n",
            "web-1",
            "--identity",
            "HOME/nowhere"),
        of("run chmod 600 HOME/open_key", "discover", "-n", "web-1", "--identity", "HOME/open_key"),
        of(
            "--secret-env TOKEN HOME/open_key can be read by everybody",
            "run",
            "--read-only",
            "-d",
            "1s",
            "-m",
            "1k",
            "-n",
            "local:",
            "--secret-env",
            "TOKEN=HOME/open_key",
            "--",
            "true"),
        of(
            "--passphrase-file HOME/nowhere: there is no such file",
            "discover",
            "-n",
            "web-1",
            "--identity",
            "HOME/encrypted_key",
            "--passphrase-file",
            "HOME/nowhere"),
        of(
            "The key HOME/encrypted_key is encrypted, and nobody is here to type its passphrase",
            "discover",
            "-n",
            "web-1",
            "--identity",
            "HOME/encrypted_key"),
        of(
            "HOME/nowhere does not exist",
            "discover",
            "-n",
            "web-1",
            "--identity",
            "HOME/good_key",
            "--known-hosts",
            "HOME/nowhere"),
        of(
            "HOME/bad_known_hosts",
            "discover",
            "-n",
            "web-1",
            "--identity",
            "HOME/good_key",
            "--known-hosts",
            "HOME/bad_known_hosts"),
        of(
            "HOME/bad_config:2: Prot is no directive",
            "discover",
            "-n",
            "web-1",
            "--ssh-config",
            "HOME/bad_config"),
        of("HOME/bad_config:2: Prot is no directive", "discover", "-i", "HOME/bad_config"),
        of("HOME/proxy_config, line 2", "discover", "-i", "HOME/proxy_config"),
        of(
            "The inventory is an ssh_config itself",
            "discover",
            "-i",
            "HOME/good_config",
            "--ssh-config",
            "HOME/good_config"),
        of(
            "An ssh_config says user and port itself",
            "discover",
            "-i",
            "HOME/good_config",
            "--user",
            "root"),
        of(
            "An ssh_config says user and port itself",
            "discover",
            "-n",
            "web-1",
            "--ssh-config",
            "HOME/good_config",
            "--port",
            "2222"),
        of("--port 70000 is out of range", "discover", "-n", "web-1", "-p", "70000"),
        of("--chronicle", "discover", "-n", "local:", "--chronicle", "HOME/folder"),
        of(
            "Missing required options: '--deadline=DURATION', '--max-output=SIZE'",
            "run",
            "--read-only",
            "-n",
            "local:",
            "--",
            "touch",
            "WITNESS"),
        of(
            "(--read-only | --changes",
            "run",
            "-d",
            "1s",
            "-m",
            "1k",
            "-n",
            "local:",
            "--",
            "touch",
            "WITNESS"),
        of(
            "mutually exclusive",
            "run",
            "--read-only",
            "--destroys",
            "-d",
            "1s",
            "-m",
            "1k",
            "-n",
            "local:",
            "--",
            "touch",
            "WITNESS"),
        of(
            "write =once or =repeatable",
            "run",
            "--changes=twice",
            "-d",
            "1s",
            "-m",
            "1k",
            "-n",
            "local:",
            "--",
            "touch",
            "WITNESS"),
        of(
            "'0' is no limit",
            "run",
            "--read-only",
            "-d",
            "1s",
            "-m",
            "0",
            "-n",
            "local:",
            "--",
            "touch",
            "WITNESS"),
        of(
            "'9q' is no unit",
            "run",
            "--read-only",
            "-d",
            "1s",
            "-m",
            "9q",
            "-n",
            "local:",
            "--",
            "touch",
            "WITNESS"),
        of(
            "bytes for standard output must be 1 to 2147483639",
            "run",
            "--read-only",
            "-d",
            "1s",
            "-m",
            "4g",
            "-n",
            "local:",
            "--",
            "touch",
            "WITNESS"),
        of(
            "Which machines?",
            "run",
            "--read-only",
            "-d",
            "1s",
            "-m",
            "1k",
            "--",
            "touch",
            "WITNESS"),
        of("What should run?", "RUN"),
        of(
            "'touch' is no option of run: put the program and its arguments after '--'",
            "RUN",
            "touch",
            "WITNESS"),
        of(
            "'touch' is no option of run: put the program and its arguments after '--'",
            "RUN",
            "touch",
            "-h"),
        of("use one of them", "RUN", "--script", "touch WITNESS", "--", "touch", "WITNESS"),
        of("The script is empty", "RUN", "--script", " "),
        of("is not UTF-8 text", "RUN", "--script-file", "HOME/latin1.sh"),
        of(
            "--stdin HOME/nowhere: there is no such file",
            "RUN",
            "--stdin",
            "HOME/nowhere",
            "--",
            "cat"),
        of(
            "'A B' is no name of an environment variable",
            "RUN",
            "--env",
            "A B=1",
            "--",
            "touch",
            "WITNESS"),
        of("'x' is no exit status", "RUN", "--accept-exit", "x", "--", "touch", "WITNESS"),
        of(
            "Exit status 300 is not 0 to 255",
            "RUN",
            "--accept-exit",
            "0,300",
            "--",
            "touch",
            "WITNESS"),
        of("--doas says how to become another user", "RUN", "--doas", "--", "touch", "WITNESS"),
        of("The user to run as is refused", "RUN", "--as-user", "a b", "--", "touch", "WITNESS"),
        of("has characters that cannot be read in this locale", "RUN", "--", "touch", "\ufffd"),
        of(
            "A digest has 64 lower-case hexadecimal digits, not 'abc'",
            "run",
            "--destroys",
            "-d",
            "1s",
            "-m",
            "1k",
            "-n",
            "local:",
            "--approve",
            "abc",
            "--",
            "touch",
            "WITNESS"));
  }

  private String[] filled(List<String> arguments) {
    List<String> filled = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals("RUN")) {
        filled.addAll(List.of("run", "--read-only", "-d", "5s", "-m", "1k", "-n", "local:"));
      } else {
        filled.add(inPlace(argument));
      }
    }
    return filled.toArray(String[]::new);
  }

  private String inPlace(String text) {
    return text.replace("HOME", home.toString()).replace("WITNESS", witness.toString());
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("wrong")
  void namesWhatIsWrongAndRunsNothing(List<String> arguments, String message) {
    Typed typed = Keyboard.in(home).type(filled(arguments));
    assertThat(typed.err()).contains(inPlace(message)).contains("Nothing was run.");
    assertThat(typed.exit()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(typed.out()).isEmpty();
    assertThat(witness).doesNotExist();
  }

  @Test
  void neverRepeatsControlCharacters() {
    Typed typed = Keyboard.in(home).type("\u001b[2Jdiscover");
    assertThat(typed.err()).contains("\\u001b[2Jdiscover").doesNotContain("\u001b");
  }
}
