package dog.rebe.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration that must not be half understood. */
class SshConfigRefusalTest {

  @TempDir private Path home;
  private Homes homes;
  private Path file;

  @BeforeEach
  void makeHome() {
    homes = new Homes(home);
    file = home.resolve(".ssh/config");
  }

  private void assertRefusedAtLine2(ThrowingResolve act, String part) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(
            SshConfigException.class,
            e -> {
              assertThat(e.file()).contains(file);
              assertThat(e.line()).hasValue(2);
              assertThat(e.problem()).isNotBlank();
              assertThat(e.remedy()).isNotBlank();
            })
        .hasMessageStartingWith(file + ":2: ")
        .hasMessageContaining(part)
        .hasMessageEndingWith(".");
  }

  private interface ThrowingResolve {
    void run() throws IOException;
  }

  /** Whoever the block is about: the file is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hostnam x                  | is no directive",
        "UseKeychain yes            | IgnoreUnknown",
        "HostName                   | no keyword with a value",
        "HostName a b               | more than one value",
        "HostName \"\"              | no value",
        "HostName \"a               | quote",
        "Port 0                     | 1 to 65535",
        "Port ssh                   | 1 to 65535",
        "Port 22 23                 | more than one value",
        "IdentitiesOnly maybe       | yes or no",
        "PubkeyAuthentication some  | yes or no",
        "AddressFamily ipv4         | inet6",
        "ConnectTimeout soon        | a time",
        "ServerAliveInterval -1     | a time",
        "ServerAliveCountMax many   | a number",
        "ProxyJump a b              | [user@]host[:port]",
        "ProxyJump a,,b             | [user@]host[:port]",
        "ProxyJump @a               | [user@]host[:port]",
        "ProxyJump a:0              | [user@]host[:port]",
        "ProxyJump a:               | [user@]host[:port]",
        "ProxyJump $(id)            | [user@]host[:port]",
        "ProxyJump fe80::1          | [user@]host[:port]",
        "UserKnownHostsFile none x  | none",
        "Match                      | no keyword with a value",
        "Match hots a               | unknown condition",
        "Match host                 | no value after host",
        "Match all host a           | beside others",
        "Match all=a                | after all",
        "Include /x/%h              | versions of OpenSSH",
        "Include ${HOME}/x          | versions of OpenSSH",
        "Include ~other/x           | another user's home",
      })
  void refusesTheFileForAnyHost(String line, String part) {
    assertRefusedAtLine2(() -> homes.config("Host other", line), part);
  }

  /** Only for hosts that it would change. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "StrictHostKeyChecking no               | enroll",
        "StrictHostKeyChecking off              | enroll",
        "StrictHostKeyChecking accept-new       | enroll",
        "NoHostAuthenticationForLocalhost yes   | enroll",
        "VerifyHostKeyDNS yes                   | enroll",
        "CheckHostIP yes                        | say no",
        "KnownHostsCommand /bin/keys %H         | UserKnownHostsFile",
        "RevokedHostKeys /etc/ssh/revoked       | @revoked",
        "HostKeyAlgorithms +ssh-rsa             | IgnoreUnknown",
        "CASignatureAlgorithms ssh-rsa          | IgnoreUnknown",
        "PubkeyAcceptedKeyTypes +ssh-rsa        | IgnoreUnknown",
        "KexAlgorithms curve25519-sha256        | IgnoreUnknown",
        "Ciphers aes128-ctr                     | IgnoreUnknown",
        "MACs hmac-sha2-256                     | IgnoreUnknown",
        "RequiredRSASize 3072                   | IgnoreUnknown",
        "ProxyCommand nc %h %p                  | ProxyJump",
        "CanonicalizeHostname yes               | HostName",
        "CanonicalizeHostname always            | HostName",
        "CanonicalizePermittedCNAMEs *:*        | HostName",
        "BindAddress 192.0.2.9                  | connect from",
        "BindInterface eth1                     | connect from",
        "PKCS11Provider /lib/p11.so             | ssh-add -s",
        "SmartcardDevice /lib/p11.so            | ssh-add -s",
        "SecurityKeyProvider /lib/sk.so         | agent",
        "RemoteCommand tmux attach              | the caller's",
        "SessionType none                       | say default",
        "PermitLocalCommand yes                 | say no",
        "RefuseConnection \"not this one\"      | another host",
        "HostName -oProxyCommand=x              | name or address",
        "HostName a;b                           | name or address",
        "HostName %n.example                    | %%",
        "HostName %                             | %%",
        "IdentityFile ~/.ssh/%x                 | %%",
        "IdentityFile ${UNSET}/key              | UNSET",
        "IdentityFile ${KEYS/key                | ${NAME}",
        "IdentityFile ~other/key                | another user's home",
        "PreferredAuthentications hostbased     | publickey",
      })
  void refusesHostsForWhomItTakesEffect(String line, String part) throws IOException {
    SshConfig config = homes.config("Host web", line);
    assertRefusedAtLine2(() -> config.resolve("web"), part);
    assertThat(config.resolve("db").hostName()).isEqualTo("db");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec \"true\"",
        "!exec true",
        "final",
        "canonical",
        "canonical all",
        "localnetwork 10.0.0.0/8",
        "tagged x",
        "version x",
        "host web exec true"
      })
  void refusesConditionsThatItCannotAnswer(String condition) throws IOException {
    SshConfig config = homes.config("# conditions", "Match " + condition, "User root");
    assertRefusedAtLine2(() -> config.resolve("web"), "is not supported");
  }

  @ParameterizedTest
  @Tag("fault-71")
  @ValueSource(
      strings = {
        "$USER",
        "a\\b",
        "root;id",
        "`id`",
        "-oProxyCommand=x",
        "a b",
        "a\\\"b",
        "#x",
        "x|y",
        "%u"
      })
  void refusesUserNamesThatMayMeanSomethingElse(String user) throws IOException {
    SshConfig config = homes.config("Host web", "User \"" + user + "\"");
    assertRefusedAtLine2(() -> config.resolve("web"), "User ");
  }

  @Test
  @Tag("fault-71")
  void refusesUserNamesWithControlCharacters() {
    assertRefusedAtLine2(() -> homes.config("Host web", "User a\u0007b"), "control character");
    assertRefusedAtLine2(() -> homes.config("Host web", "User a\u0085b"), "control character");
  }

  @Test
  @Tag("fault-71")
  void refusesUserNamesOfJumpHosts() throws IOException {
    SshConfig config = homes.config("Host web", "ProxyJump $USER@gate");
    assertRefusedAtLine2(() -> config.resolve("web"), "user name is refused");
    assertThatThrownBy(
            () -> homes.config("# x").resolve("web", Optional.of("$x"), OptionalInt.empty()))
        .isInstanceOf(SshConfigException.class);
  }

  @Test
  void digestOfTheConnectionHasTwoMeaningsWithAJumpHost() throws IOException {
    SshConfig config = homes.config("Host web", "IdentityFile ~/%C", "Match all", "ProxyJump gate");
    assertRefusedAtLine2(() -> config.resolve("web"), "other tokens");
  }

  @Test
  void refusalOfAHostDoesNotHideBehindAnEarlierValue() throws IOException {
    SshConfig config =
        homes.config("# strict first", "StrictHostKeyChecking yes", "StrictHostKeyChecking no");
    assertThat(config.resolve("web").port()).isEqualTo(22);
    SshConfig late =
        homes.config("# lax first", "StrictHostKeyChecking no", "StrictHostKeyChecking yes");
    assertRefusedAtLine2(() -> late.resolve("web"), "enroll");
  }

  @Test
  void wildcardOfIgnoreUnknownDoesNotCoverWhatIsNotSupported() throws IOException {
    SshConfig config = homes.config("IgnoreUnknown *", "ProxyCommand nc %h %p");
    assertRefusedAtLine2(() -> config.resolve("web"), "ProxyJump");
  }

  @Test
  void ignoreUnknownOfAnotherHostDoesNotCount() throws IOException {
    SshConfig config =
        homes.config("Host other", "# here", "IgnoreUnknown Fancy", "Host *", "Fancy yes");
    assertThat(config.resolve("other").port()).isEqualTo(22);
    assertThatThrownBy(() -> config.resolve("web"))
        .isInstanceOf(SshConfigException.class)
        .hasMessageContaining(":5: Fancy is no directive");
  }

  @Test
  void commandBeforeAJumpIsNotReplacedByIt() throws IOException {
    SshConfig config = homes.config("Host web", "ProxyCommand nc %h %p", "ProxyJump gate");
    assertRefusedAtLine2(() -> config.resolve("web"), "ProxyJump");
    assertThat(homes.resolve("web", "ProxyJump gate", "ProxyCommand nc %h %p").proxyJump())
        .hasSize(1);
    assertThat(homes.resolve("web", "ProxyCommand none", "ProxyJump gate").proxyJump()).isEmpty();
    SshConfig none = homes.config("ProxyJump none", "ProxyCommand nc %h %p", "ProxyJump gate");
    assertRefusedAtLine2(() -> none.resolve("web"), "ProxyJump");
  }

  @Test
  void circleOfIncludes() throws IOException {
    homes.file(".ssh/a", "Include b");
    homes.file(".ssh/b", "Include a");
    assertThatThrownBy(() -> homes.config("Include a"))
        .isInstanceOf(SshConfigException.class)
        .hasMessageContaining(home.resolve(".ssh/b") + ":1: Include leads back to");
    assertThatThrownBy(() -> homes.config("Include config"))
        .isInstanceOf(SshConfigException.class)
        .hasMessageContaining("leads back to");
  }

  @Test
  void includesTooDeep() throws IOException {
    for (int i = 0; i < 20; i++) {
      homes.file(".ssh/f" + i, "Include f" + (i + 1));
    }
    assertThatThrownBy(() -> homes.config("Include f0"))
        .isInstanceOf(SshConfigException.class)
        .hasMessageContaining("16 files deep");
  }

  @Test
  void includesThatMultiply() throws IOException {
    for (int i = 0; i < 14; i++) {
      homes.file(".ssh/f" + i, ("Include f" + (i + 1) + "\n").repeat(4));
    }
    homes.file(".ssh/f14", "# end");
    assertThatThrownBy(() -> homes.config("Include f0"))
        .isInstanceOf(SshConfigException.class)
        .hasMessageContaining("More than 10000 files");
  }

  @Test
  void missingFile() {
    assertThatThrownBy(() -> SshConfig.parse(home.resolve("none"), homes.user()))
        .isInstanceOf(SshConfigException.class)
        .hasMessage(home.resolve("none") + ": There is no such file. Name another one.");
  }

  @Test
  void fileThatEverybodyMayWrite() throws IOException {
    homes.file(".ssh/config", "Host web");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThatThrownBy(() -> SshConfig.parse(file, homes.user()))
        .isInstanceOf(SshConfigException.class)
        .hasMessageContaining("chmod o-w");
  }

  @Test
  void commentsMayBeOfAnyEncodingAndNothingElse() throws IOException {
    homes.file(".ssh/config", "");
    Files.write(file, "# caf\u00e9\nUser x\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(SshConfig.parse(file, homes.user()).resolve("a").user()).isEqualTo("x");
    Files.write(file, "# x\nUser caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefusedAtLine2(() -> SshConfig.parse(file, homes.user()), "UTF-8");
  }

  @Test
  void wrongHostNames() throws IOException {
    SshConfig config = homes.config("Host *");
    for (String host : List.of("", "-x", "a b", "$x", "a\nb", "a@b")) {
      assertThatThrownBy(() -> config.resolve(host)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void secretsOfTheEnvironmentAreNotShown() {
    assertThat(homes.user()).asString().doesNotContain("/run/agent");
  }
}
