package dog.rebe.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.node.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshConfigTest {

  @TempDir private Path home;
  private Homes homes;

  @BeforeEach
  void makeHome() {
    homes = new Homes(home);
  }

  @Test
  void unnamedHostGetsTheDefaults() throws IOException {
    HostSettings settings = homes.resolve("Web01", "# nothing");
    assertThat(settings.endpoint()).isEqualTo(Endpoint.ssh("me", "web01", 22));
    assertThat(settings.alias()).isEqualTo("Web01");
    assertThat(settings.proxyJump()).isEmpty();
    assertThat(settings.login().identityFilesGiven()).isFalse();
    assertThat(settings.login().identityFiles()).contains(home.resolve(".ssh/id_ed25519"));
    assertThat(settings.login().identityAgent()).contains(Path.of("/run/agent"));
    assertThat(settings.login().identitiesOnly()).isFalse();
    assertThat(settings.login().methods()).hasSize(3);
    assertThat(settings.trust().userKnownHostsFiles())
        .containsExactly(home.resolve(".ssh/known_hosts"), home.resolve(".ssh/known_hosts2"));
    assertThat(settings.trust().globalKnownHostsFiles())
        .containsExactly(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2"));
    assertThat(settings.trust().hostKeyAlias()).isEmpty();
    assertThat(settings.connection())
        .isEqualTo(
            new ConnectionSettings(AddressFamily.ANY, Optional.empty(), Optional.empty(), 3));
  }

  @Test
  void firstValueCounts() throws IOException {
    String[] lines = {
      "Port 2200",
      "Host web*",
      "  HostName %h.example.org",
      "  User deploy",
      "  Port 2201",
      "Host web01 db01",
      "  User other",
      "  ServerAliveCountMax 5",
      "Host *",
      "  User nobody",
      "  ConnectTimeout 1m",
      "  ServerAliveInterval 15",
      "  ServerAliveCountMax 9"
    };
    HostSettings web = homes.resolve("web01", lines);
    assertThat(web.endpoint()).isEqualTo(Endpoint.ssh("deploy", "web01.example.org", 2200));
    assertThat(web.connection().connectTimeout()).contains(Duration.ofMinutes(1));
    assertThat(web.connection().serverAliveInterval()).contains(Duration.ofSeconds(15));
    assertThat(web.connection().serverAliveCountMax()).isEqualTo(5);
    assertThat(homes.resolve("db01", lines).user()).isEqualTo("other");
    assertThat(homes.resolve("mail", lines).user()).isEqualTo("nobody");
  }

  @Test
  void negatedPatternsTakeTheHostOut() throws IOException {
    String[] lines = {"Host *.example !gate.example", "User inside", "Host !a *", "Port 99"};
    assertThat(homes.resolve("web.example", lines).user()).isEqualTo("inside");
    assertThat(homes.resolve("gate.example", lines).user()).isEqualTo("me");
    assertThat(homes.resolve("a", lines).port()).isEqualTo(22);
    assertThat(homes.resolve("b", lines).port()).isEqualTo(99);
  }

  @Test
  void whatIsGivenComesBeforeTheFile() throws IOException {
    SshConfig config = homes.config("Match user root", "Port 7", "Host *", "User deploy", "Port 8");
    assertThat(config.resolve("a", Optional.of("root"), OptionalInt.empty()).endpoint())
        .isEqualTo(Endpoint.ssh("root", "a", 7));
    assertThat(config.resolve("a", Optional.empty(), OptionalInt.of(9)).endpoint())
        .isEqualTo(Endpoint.ssh("deploy", "a", 9));
  }

  @Test
  void matchLooksAtWhatIsKnownSoFar() throws IOException {
    String[] lines = {
      "Match host *.example.org",
      "  Port 1",
      "Host web",
      "  HostName WEB.example.org",
      "Match host *.example.org originalhost WEB user me localuser me",
      "  Port 2",
      "Match host=*.example.org,!web.*",
      "  Port 3",
      "Match !user root",
      "  ServerAliveCountMax 4",
      "Match all",
      "  ConnectTimeout 5"
    };
    HostSettings web = homes.resolve("web", lines);
    assertThat(web.port()).isEqualTo(2);
    assertThat(web.connection().serverAliveCountMax()).isEqualTo(4);
    assertThat(web.connection().connectTimeout()).contains(Duration.ofSeconds(5));
    assertThat(homes.resolve("db.example.org", lines).port()).isEqualTo(1);
  }

  @Test
  void unsupportedConditionDoesNotMatterWhereAnotherSaysNo() throws IOException {
    String[] lines = {"Match exec \"test -e /x\" host other", "User root", "Host *", "Port 3"};
    assertThat(homes.resolve("web", lines).endpoint()).isEqualTo(Endpoint.ssh("me", "web", 3));
  }

  @Test
  void tokensVariablesAndHome() throws IOException {
    HostSettings settings =
        homes.resolve(
            "web",
            "Host web",
            "HostName web.example.org",
            "User deploy",
            "Port 2222",
            "IdentityFile ~/.ssh/%r@%h:%p-%n",
            "IdentityFile ${KEYS}/%u-%i-%L-%l-%k-%%",
            "IdentityFile %d/key",
            "IdentityFile \"/with space/key\"",
            "IdentityFile ~/.ssh/%r@%h:%p-%n",
            "CertificateFile ~/web-cert.pub",
            "UserKnownHostsFile ~/.ssh/known_hosts.d/%k /etc/fleet",
            "GlobalKnownHostsFile none",
            "HostKeyAlias Node-7");
    assertThat(settings.login().identityFilesGiven()).isTrue();
    assertThat(settings.login().identityFiles())
        .containsExactly(
            home.resolve(".ssh/deploy@web.example.org:2222-web"),
            Path.of("/keys/me-1000-box-box.example.org-node-7-%"),
            home.resolve("key"),
            Path.of("/with space/key"));
    assertThat(settings.login().certificateFiles()).containsExactly(home.resolve("web-cert.pub"));
    assertThat(settings.trust())
        .isEqualTo(
            new TrustSettings(
                Optional.of("node-7"),
                java.util.List.of(home.resolve(".ssh/known_hosts.d/node-7"), Path.of("/etc/fleet")),
                java.util.List.of(),
                false));
  }

  @Test
  void agents() throws IOException {
    assertThat(homes.resolve("a", "IdentityAgent none").login().identityAgent()).isEmpty();
    assertThat(homes.resolve("a", "IdentityAgent SSH_AUTH_SOCK").login().identityAgent())
        .contains(Path.of("/run/agent"));
    assertThat(homes.resolve("a", "IdentityAgent $OTHER_AGENT").login().identityAgent())
        .contains(Path.of("/run/other"));
    assertThat(homes.resolve("a", "IdentityAgent $UNSET").login().identityAgent()).isEmpty();
    assertThat(homes.resolve("a", "IdentityAgent ~/agent-%r").login().identityAgent())
        .contains(home.resolve("agent-me"));
  }

  @Test
  void noIdentityFileMeansNone() throws IOException {
    LoginSettings login = homes.resolve("a", "IdentityFile none", "IdentitiesOnly yes").login();
    assertThat(login.identityFilesGiven()).isTrue();
    assertThat(login.identityFiles()).isEmpty();
    assertThat(login.identitiesOnly()).isTrue();
  }

  @Test
  void waysToLogIn() throws IOException {
    assertThat(
            homes
                .resolve("a", "PreferredAuthentications gssapi-with-mic,password,publickey")
                .login()
                .methods())
        .containsExactly(AuthenticationMethod.PASSWORD, AuthenticationMethod.PUBLIC_KEY);
    assertThat(
            homes
                .resolve(
                    "a",
                    "PasswordAuthentication no",
                    "ChallengeResponseAuthentication no",
                    "PubkeyAuthentication unbound")
                .login()
                .methods())
        .containsExactly(AuthenticationMethod.PUBLIC_KEY);
  }

  @Test
  void addressesHaveOneForm() throws IOException {
    assertThat(homes.resolve("six", "Host six", "HostName 2001:DB8:0::1").hostName())
        .isEqualTo("2001:db8::1");
  }

  @Test
  void timesOfZeroAreNone() throws IOException {
    ConnectionSettings connection =
        homes
            .resolve("a", "ConnectTimeout none", "ServerAliveInterval 0", "ConnectTimeout 5")
            .connection();
    assertThat(connection.connectTimeout()).isEmpty();
    assertThat(connection.serverAliveInterval()).isEmpty();
  }

  @Test
  void harmlessDirectivesArePassedOver() throws IOException {
    assertThat(
            homes
                .resolve(
                    "a",
                    "ForwardAgent yes",
                    "Compression yes",
                    "LogLevel ERROR",
                    "SendEnv LANG LC_*",
                    "GSSAPIAuthentication yes",
                    "ControlMaster auto",
                    "ControlPath ~/.ssh/%C",
                    "LocalForward 8080 localhost:80",
                    "LocalCommand echo \"connected\"",
                    "Protocol 2",
                    "UpdateHostKeys yes")
                .endpoint())
        .isEqualTo(Endpoint.ssh("me", "a", 22));
  }

  @Test
  void valuesThatSayWhatIsDoneAnywayAreFine() throws IOException {
    assertThat(
            homes
                .resolve(
                    "a",
                    "StrictHostKeyChecking ask",
                    "VerifyHostKeyDNS no",
                    "CheckHostIP no",
                    "ProxyCommand none",
                    "CanonicalizeHostname no",
                    "KnownHostsCommand none",
                    "PKCS11Provider none",
                    "PermitLocalCommand no")
                .port())
        .isEqualTo(22);
  }

  @Test
  void unknownWordsCanBeIgnored() throws IOException {
    assertThat(
            homes
                .resolve("a", "IgnoreUnknown Use*,Fancy", "UseKeychain yes", "fancy on", "Port 3")
                .port())
        .isEqualTo(3);
  }

  @Test
  void unsupportedDirectiveCanBeIgnoredByItsFullName() throws IOException {
    HostSettings settings =
        homes.resolve(
            "a",
            "IgnoreUnknown kexalgorithms,StrictHostKeyChecking,PubkeyAcceptedAlgorithms,SmartcardDevice",
            "KexAlgorithms +diffie-hellman-group1-sha1",
            "PubkeyAcceptedKeyTypes +ssh-rsa",
            "SmartcardDevice /lib/p11.so",
            "StrictHostKeyChecking no",
            "Port 3");
    assertThat(settings.port()).isEqualTo(3);
  }

  @Test
  void includesStandWhereTheyStand() throws IOException {
    homes.file(".ssh/config.d/10-web", "Host web", "User included", "Port 1");
    homes.file(".ssh/config.d/20-all", "Host *", "Port 2");
    homes.file("elsewhere", "ServerAliveCountMax 7");
    String[] lines = {
      "Include config.d/* ~/elsewhere missing/*.conf", "Host *", "User late", "Port 3"
    };
    assertThat(homes.resolve("web", lines).endpoint())
        .isEqualTo(Endpoint.ssh("included", "web", 1));
    assertThat(homes.resolve("db", lines).endpoint()).isEqualTo(Endpoint.ssh("late", "db", 2));
    assertThat(homes.resolve("db", lines).connection().serverAliveCountMax()).isEqualTo(7);
  }

  @Test
  void includeInABlockHoldsForTheBlockOnly() throws IOException {
    homes.file(".ssh/inner", "Port 5", "Host web db", "User inner");
    String[] lines = {"Host web", "Include inner", "ServerAliveCountMax 8", "Host *", "Port 6"};
    HostSettings web = homes.resolve("web", lines);
    assertThat(web.endpoint()).isEqualTo(Endpoint.ssh("inner", "web", 5));
    assertThat(web.connection().serverAliveCountMax()).isEqualTo(8);
    assertThat(homes.resolve("db", lines).endpoint()).isEqualTo(Endpoint.ssh("me", "db", 6));
  }

  @Test
  void usersFileComesBeforeTheSystems() throws IOException {
    homes.file(".ssh/config", "Host web", "User mine");
    Path system =
        homes.file(
            "etc/ssh_config",
            "Include conf.d/*.conf",
            "Host *",
            "User system",
            "HashKnownHosts yes");
    homes.file("etc/conf.d/x.conf", "Port 4");
    SshConfig config = SshConfig.ofUser(homes.user(), system);
    assertThat(config.resolve("web").endpoint()).isEqualTo(Endpoint.ssh("mine", "web", 4));
    assertThat(config.resolve("db").endpoint()).isEqualTo(Endpoint.ssh("system", "db", 4));
    assertThat(config.resolve("db").trust().hashKnownHosts()).isTrue();
  }

  @Test
  void missingFilesOfTheUserAndTheSystemAreNone() {
    SshConfig config = SshConfig.ofUser(homes.user(), home.resolve("etc/none"));
    assertThat(config.resolve("web").endpoint()).isEqualTo(Endpoint.ssh("me", "web", 22));
    assertThat(config.aliases()).isEmpty();
  }

  @Test
  void namesEveryConcreteHostOnce() throws IOException {
    homes.file(".ssh/more", "Host mail", "Host *.example web");
    assertThat(
            homes
                .config("Host web db !old", "Include more", "Host db", "Host *", "Host tail")
                .aliases())
        .containsExactly("web", "db", "mail", "tail");
  }
}
