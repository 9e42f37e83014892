package dog.rebe.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.ssh.openssh.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same configuration, read by us and by {@code ssh -G}. */
class SshComparisonTest {

  private static final LocalUser LOCAL = LocalUser.ofThisProcess();

  @TempDir private Path folder;
  private Program ssh;
  private Path file;

  @BeforeEach
  void requireProgram() {
    ssh = Program.require("ssh");
    file = folder.resolve("config");
  }

  /** What ssh prints, one keyword and value in a line. */
  private List<String> printed(String alias) {
    return ssh.run("-G", "-F", file.toString(), alias).requireSuccess().output().lines().toList();
  }

  private static List<String> values(List<String> printed, String keyword) {
    return printed.stream()
        .filter(line -> line.startsWith(keyword + " "))
        .map(line -> line.substring(keyword.length() + 1))
        .toList();
  }

  private void assertSame(String alias) {
    List<String> printed = printed(alias);
    HostSettings settings = SshConfig.parse(file, LOCAL).resolve(alias);
    assertThat(List.of(settings.hostName())).isEqualTo(values(printed, "hostname"));
    assertThat(List.of(settings.user())).isEqualTo(values(printed, "user"));
    assertThat(List.of(String.valueOf(settings.port()))).isEqualTo(values(printed, "port"));
    assertThat(settings.proxyJump()).isEqualTo(jumps(printed));
    if (settings.login().identityFilesGiven()) {
      assertThat(texts(settings.login().identityFiles()))
          .isEqualTo(inHome(values(printed, "identityfile")));
    } else {
      assertThat(inHome(values(printed, "identityfile")))
          .containsAll(texts(settings.login().identityFiles()));
    }
    assertThat(texts(settings.login().certificateFiles()))
        .isEqualTo(inHome(values(printed, "certificatefile")));
    assertThat(String.join(" ", texts(settings.trust().userKnownHostsFiles())))
        .isEqualTo(String.join("", values(printed, "userknownhostsfile")));
    assertThat(settings.trust().hostKeyAlias().stream().toList())
        .isEqualTo(values(printed, "hostkeyalias"));
    assertThat(settings.login().identitiesOnly() ? "yes" : "no")
        .isEqualTo(values(printed, "identitiesonly").get(0));
    assertThat(settings.connection().serverAliveCountMax())
        .hasToString(values(printed, "serveralivecountmax").get(0));
    assertThat(seconds(settings)).isEqualTo(values(printed, "connecttimeout").get(0));
  }

  private static String seconds(HostSettings settings) {
    return settings
        .connection()
        .connectTimeout()
        .map(time -> String.valueOf(time.toSeconds()))
        .orElse("none");
  }

  private static List<JumpHop> jumps(List<String> printed) {
    Place place = new Place(Path.of("ssh -G"), 1);
    return values(printed, "proxyjump").stream()
        .map(jumps -> LineReader.read("ProxyJump " + jumps, place).orElseThrow())
        .flatMap(directive -> JumpHop.read(directive).stream())
        .toList();
  }

  private static List<String> texts(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }

  private static List<String> inHome(List<String> files) {
    return files.stream()
        .filter(file -> !file.equals("none"))
        .map(file -> file.startsWith("~/") ? LOCAL.home() + file.substring(1) : file)
        .toList();
  }

  static List<String> configurations() {
    return List.of(
        "# nothing\n",
        "Host web\n  HostName web.example.org\n  User deploy\n  Port 2222\n",
        "Host web\nHostName WEB.%h.example.org\nHost *\nUser a\nUser b\nPort 1\nPort 2\n",
        "host=web db\n\tuser = \"deploy\"  # comment\n  port=\t2200\t\n",
        "Host * !web\nUser others\nHost !web *\nPort 77\nHost w?b\nUser web\n",
        "Host web\nHostName 192.0.2.7\nHost 192.0.2.7\nPort 5\nMatch host 192.0.2.7\nPort 6\n",
        "Match originalhost WEB,db !user nobody\nUser one\nMatch user one\nPort 11\nMatch all\nPort 12\n",
        "Match !host web\nPort 1\nMatch host=!web,*\nUser not-web\nMatch localuser nobody-at-all\nPort 2\n",
        "Host web\nProxyJump gate\nHost *\nProxyJump other,third\nProxyCommand none\n",
        "ProxyJump u@gate:22,[2001:db8::1]:2222,ssh://v@192.0.2.1:5\n",
        "Host web\nProxyJump none\nHost *\nProxyJump gate\n",
        "Host web\nProxyCommand none\nHost *\nProxyJump gate\n",
        lines(
            "Host web",
            "IdentityFile ~/.ssh/one",
            "IdentityFile /two",
            "Host *",
            "IdentityFile \"/three x\"",
            "IdentityFile /two",
            "IdentitiesOnly yes",
            "CertificateFile ~/c"),
        "IdentityFile none\n",
        lines(
            "Host web",
            "HostName web.example.org",
            "HostKeyAlias Node-7",
            "UserKnownHostsFile ~/kh/%k-%h-%n-%p-%r-%u-%i-%L-%l-%d-%%-%C ${HOME}/x /y"),
        "UserKnownHostsFile /x%%y ~/z\nGlobalKnownHostsFile none\n",
        "Host six\nHostName 2001:DB8:0:0:1::1\nHost web\nHostName ::ffff\n",
        "ConnectTimeout 1h30m\nServerAliveCountMax 9\nConnectTimeout 5\n",
        "IgnoreUnknown Fancy,Use*\nFancy \"x y\"\nUseKeychain yes\nUser after\n",
        "Host \"web\" 'db'\nUser quoted\nHost *\nUser x\n",
        "Host WEB\nPort 1\nHost web\nPort 2\nMatch originalhost WEB\nUser case\n");
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void settingsAreThoseOfSsh(String configuration) throws IOException {
    Files.writeString(file, configuration);
    for (String alias : List.of("web", "db", "six", "192.0.2.7", "Web.Example.ORG", "::0001")) {
      assertSame(alias);
    }
  }

  @Test
  void includesAreThoseOfSsh() throws IOException {
    Files.writeString(folder.resolve("10-a.conf"), "Host web\nUser a\nHost *\nPort 1\n");
    Files.writeString(folder.resolve("20-b.conf"), "Host *\nUser b\nIdentityFile /b\n");
    Files.writeString(
        folder.resolve("in"), "IdentityFile /in\nHost web db\nServerAliveCountMax 8\n");
    Files.writeString(
        file,
        lines(
            "Include " + folder + "/[12]*.conf " + folder + "/none/*.conf",
            "Host web",
            "  Include " + folder + "/in",
            "  IdentityFile /after",
            "Host db",
            "  User late"));
    for (String alias : List.of("web", "db", "other")) {
      assertSame(alias);
    }
  }

  /** Blocks in every order, of what both support. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void settingsOfAnyBlocksAreThoseOfSsh(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      lines.add(random.nextInt(3) == 0 ? block(random) : setting(random));
    }
    Files.write(file, lines);
    for (String alias : List.of("web", "db", "a.example")) {
      assertSame(alias);
    }
  }

  private static String block(Random random) {
    String pattern = pick(random, "web", "db", "*", "w*", "?b", "*.example", "!web", "!*.example");
    String other = pick(random, "", " *", " !db", " a.example");
    if (random.nextBoolean()) {
      return "Host " + pattern + other;
    }
    String criterion = pick(random, "host", "originalhost", "user", "!user", "!host");
    String value = criterion.endsWith("user") ? pick(random, "one", "*", "t*", "!one,*") : pattern;
    return pick(random, "Match all", "Match " + criterion + " " + value);
  }

  private static String setting(Random random) {
    return pick(
        random,
        "User one",
        "User two",
        "Port " + (1 + random.nextInt(100)),
        "HostName %h.example",
        "HostName db",
        "IdentityFile ~/k" + random.nextInt(3),
        "CertificateFile /c" + random.nextInt(2),
        "ProxyJump gate" + random.nextInt(3),
        "ProxyJump none",
        "ProxyCommand none",
        "HostKeyAlias alias" + random.nextInt(3),
        "UserKnownHostsFile /kh/%h-%p-%r-%k",
        "IdentitiesOnly " + pick(random, "yes", "no"),
        "ServerAliveCountMax " + random.nextInt(9),
        "ConnectTimeout " + (1 + random.nextInt(99)));
  }

  private static String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hostnam x",
        "HostName",
        "HostName \"x",
        "Port 0",
        "Port 65536",
        "Port 1 2",
        "Port 22x",
        "IdentitiesOnly maybe",
        "ConnectTimeout soon",
        "ServerAliveCountMax x",
        "AddressFamily 4",
        "ProxyJump @x",
        "ProxyJump x:0",
        "Match hots x",
        "Match host",
        "Match all host x",
        "UserKnownHostsFile none x",
        "HostName %z",
        "IdentityAgent ${",
        "Host \"\""
      })
  void whatSshRefusesWeRefuse(String line) throws IOException {
    Files.writeString(file, line + "\n");
    assertThat(ssh.run("-G", "-F", file.toString(), "web").exit()).isNotZero();
    assertThatThrownBy(() -> SshConfig.parse(file, LOCAL).resolve("web"))
        .isInstanceOf(SshConfigException.class);
  }

  @Test
  void everyDirectiveThatSshKnowsHasARule() throws IOException {
    Files.writeString(file, "# nothing\n");
    assertThat(printed("web"))
        .hasSizeGreaterThan(50)
        .allSatisfy(
            line -> {
              String keyword =
                  line.substring(0, (line + " ").indexOf(' ')).toLowerCase(Locale.ROOT);
              assertThat(DirectiveRules.of(keyword)).as(keyword).isPresent();
            });
  }
}
