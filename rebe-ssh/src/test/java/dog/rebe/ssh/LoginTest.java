package dog.rebe.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.command.Secret;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Endpoint;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logging in at a real OpenSSH server in every way but by password. */
class LoginTest {

  @RegisterExtension
  static final RealNode SERVER = new RealNode("TrustedUserCAKeys none", "MaxAuthTries 20");

  @RegisterExtension static final RealNode CERTIFIED = new RealNode();

  private static final Secret PASSPHRASE =
      Secret.of("passphrase", name -> "correct horse".getBytes(UTF_8));

  @BeforeAll
  static void needsTools() {
    assertThat(Path.of("/usr/bin/ssh-keygen")).isExecutable();
  }

  private static ExchangeEnd run(RealNode node, Credential... credentials) throws Exception {
    try (SshTransport transport =
        node.transport()
            .credentials(credentials)
            .connection(ConnectionOptions.defaults().withLoginTimeout(Awaiting.LONG))
            .build()) {
      Command<?> command = Command.of("true").readOnly().limits(Awaiting.unhurried(1024));
      return Recorder.run(transport, node.node(), command).end();
    }
  }

  private static final ExchangeEnd SUCCESS = new ExchangeEnd.Exited(new ExitStatus(0));

  @ParameterizedTest
  @CsvSource({
    "ed25519,  -t ed25519",
    "rsa,      -t rsa -b 2048",
    "ecdsa256, -t ecdsa -b 256",
    "ecdsa521, -t ecdsa -b 521",
    "rsapem,   -t rsa -b 2048 -m PEM",
    "rsapkcs8, -t rsa -b 2048 -m PKCS8",
    "ecpem,    -t ecdsa -b 384 -m PEM",
    "ecpkcs8,  -t ecdsa -b 384 -m PKCS8"
  })
  void takesKeysOfEveryFormat(String name, String options) throws Exception {
    String[] arguments = (options + " -N").split(" ", -1);
    Path plain = SERVER.keygen(name, with(arguments, ""));
    Path encrypted = SERVER.keygen(name + "-encrypted", with(arguments, "correct horse"));
    SERVER.authorize(plain);
    SERVER.authorize(encrypted);

    assertThat(run(SERVER, Credential.keyFile(plain))).isEqualTo(SUCCESS);
    assertThat(run(SERVER, Credential.keyFile(encrypted, PASSPHRASE))).isEqualTo(SUCCESS);
  }

  private static String[] with(String[] arguments, String last) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = last;
    return all;
  }

  @Test
  void offersKeysOneAfterTheOther() throws Exception {
    Path unknown = SERVER.keygen("unknown1", "-t", "rsa", "-b", "2048", "-N", "");
    Path alsoUnknown = SERVER.keygen("unknown2", "-t", "ed25519", "-N", "");

    assertThat(
            run(
                SERVER,
                Credential.keyFile(unknown),
                Credential.keyFile(alsoUnknown),
                Credential.keyFile(SERVER.server().identity())))
        .isEqualTo(SUCCESS);
  }

  @Test
  @Tag("fault-13")
  void saysWhichKeysWereOfferedAndWhatTheServerTakes() throws Exception {
    Path unknown = SERVER.keygen("unknown3", "-t", "rsa", "-b", "2048", "-N", "");
    Path alsoUnknown = SERVER.keygen("unknown4", "-t", "ed25519", "-N", "");

    assertThat(run(SERVER, Credential.keyFile(unknown), Credential.keyFile(alsoUnknown)))
        .isInstanceOfSatisfying(
            ExchangeEnd.NotStarted.class,
            end -> {
              assertThat(end.kind()).isEqualTo(FailureKind.AUTHENTICATION_REFUSED);
              assertThat(end.detail())
                  .contains("unknown3 (ssh-rsa SHA256:")
                  .contains("unknown4 (ssh-ed25519 SHA256:")
                  .contains("the server takes: publickey");
            });
  }

  @Test
  void takesTheKeysOfAnAgent() throws Exception {
    Path rsa = SERVER.keygen("agent-rsa", "-t", "rsa", "-b", "2048", "-N", "");
    Path ed25519 = SERVER.keygen("agent-ed25519", "-t", "ed25519", "-N", "");
    for (Path key : List.of(rsa, ed25519)) {
      Path socket = SERVER.folder().resolve(key.getFileName() + ".socket");
      Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
      try {
        Awaiting.await().until(() -> listens(socket));
        Credential credential = Credential.agent(Map.of("SSH_AUTH_SOCK", socket.toString()));
        assertThat(run(SERVER, credential))
            .isInstanceOfSatisfying(
                ExchangeEnd.NotStarted.class,
                end -> {
                  assertThat(end.kind()).isEqualTo(FailureKind.CREDENTIAL_UNAVAILABLE);
                  assertThat(end.detail()).contains("holds no key: add one with ssh-add");
                });

        add(key, socket);
        assertThat(run(SERVER, credential))
            .isInstanceOfSatisfying(
                ExchangeEnd.NotStarted.class,
                end -> {
                  assertThat(end.kind()).isEqualTo(FailureKind.AUTHENTICATION_REFUSED);
                  assertThat(end.detail()).contains("in the agent (");
                });

        SERVER.authorize(key);
        assertThat(run(SERVER, credential)).isEqualTo(SUCCESS);
      } finally {
        agent.destroy();
        assertThat(agent.waitFor(Awaiting.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  /** The file is there a moment before. */
  private static boolean listens(Path socket) {
    try (SocketChannel agent = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return agent.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void add(Path key, Path socket) throws Exception {
    ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", key.toString());
    add.environment().put("SSH_AUTH_SOCK", socket.toString());
    assertThat(add.start().waitFor()).isZero();
  }

  @Test
  void refusesAnAgentThatIsNotThere() throws Exception {
    Path socket = SERVER.folder().resolve("no-socket");
    SshTransportBuilder builder = SERVER.transport().credentials(Credential.agent(socket));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No SSH agent listens at " + socket)
        .hasMessageContaining("SSH_AUTH_SOCK");
  }

  @Test
  void saysThatAnAgentHasGone() throws Exception {
    Path socket = Files.createFile(SERVER.folder().resolve("dead-socket"));

    assertThat(run(SERVER, Credential.agent(socket)))
        .isInstanceOfSatisfying(
            ExchangeEnd.NotStarted.class,
            end -> {
              assertThat(end.kind()).isEqualTo(FailureKind.CREDENTIAL_UNAVAILABLE);
              assertThat(end.detail()).contains("dead-socket cannot be used");
            });
  }

  @Test
  void offersTheCertificateThatLiesBesideAKey() throws Exception {
    Path ca = CERTIFIED.keygen("ca", "-t", "ed25519", "-N", "");
    Files.writeString(
        CERTIFIED.server().folder().resolve("authorized_keys"),
        "cert-authority " + Files.readString(Path.of(ca + ".pub")));
    for (String type : List.of("ed25519", "rsa", "ecdsa")) {
      Path key = CERTIFIED.keygen("certified-" + type, "-t", type, "-N", "");
      assertThat(run(CERTIFIED, Credential.keyFile(key)))
          .isInstanceOf(ExchangeEnd.NotStarted.class);

      sign(ca, key, System.getProperty("user.name"), "+1h");
      assertThat(run(CERTIFIED, Credential.keyFile(key))).as(type).isEqualTo(SUCCESS);
      assertThat(run(CERTIFIED, Credential.certificate(key, Path.of(key + "-cert.pub"))))
          .isEqualTo(SUCCESS);
    }
  }

  private static void sign(Path ca, Path key, String principal, String validity) throws Exception {
    RealNode.run(
        List.of(
            "ssh-keygen",
            "-q",
            "-s",
            ca.toString(),
            "-I",
            "id",
            "-n",
            principal,
            "-V",
            validity,
            key + ".pub"));
  }

  @Test
  void refusesAKeyThatOthersCanRead() throws Exception {
    Path key = SERVER.keygen("readable", "-t", "ed25519", "-N", "");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    SshTransportBuilder builder = SERVER.transport().credentials(Credential.keyFile(key));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can be used by others")
        .hasMessageContaining("chmod 600 " + key);
  }

  @Test
  void refusesAKeyThatIsNotThere() throws Exception {
    Path key = SERVER.folder().resolve("no-key");
    SshTransportBuilder builder = SERVER.transport().credentials(Credential.keyFile(key));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The key file " + key + " does not exist");
  }

  @Test
  void asksForThePassphraseOfAnEncryptedKey() throws Exception {
    Path key = SERVER.keygen("encrypted", "-t", "ed25519", "-N", "correct horse");
    SshTransportBuilder builder = SERVER.transport().credentials(Credential.keyFile(key));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is encrypted: give its passphrase")
        .hasMessageContaining("ssh-add");
  }

  @Test
  void saysThatAPassphraseIsWrong() throws Exception {
    Path key = SERVER.keygen("encrypted2", "-t", "ed25519", "-N", "battery staple");

    assertThat(run(SERVER, Credential.keyFile(key, PASSPHRASE)))
        .isInstanceOfSatisfying(
            ExchangeEnd.NotStarted.class,
            end -> {
              assertThat(end.kind()).isEqualTo(FailureKind.CREDENTIAL_UNAVAILABLE);
              assertThat(end.detail())
                  .contains("cannot be read with the passphrase given: the passphrase is wrong")
                  .doesNotContain("Mismatched")
                  .doesNotContain("correct horse");
            });
  }

  @Test
  void refusesWhatIsNoKey() throws Exception {
    Path key = SERVER.folder().resolve("text");
    Files.writeString(key, "hello\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    SshTransportBuilder builder = SERVER.transport().credentials(Credential.keyFile(key));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds no private key");
  }

  @Test
  void tellsThePublicHalfOfAKeyFromThePrivateOne() throws Exception {
    Path key = SERVER.keygen("halves", "-t", "ed25519", "-N", "");
    SshTransportBuilder builder =
        SERVER.transport().credentials(Credential.keyFile(Path.of(key + ".pub")));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("holds the public half of a key: name the private half, " + key);
  }

  @Test
  void refusesASecondPasswordAndAJumpHostThatIsNamedTwice() {
    Endpoint hop = Endpoint.ssh("root", "gate.example.org", 22);
    SshTransportBuilder builder = SshTransport.builder();

    assertThatThrownBy(
            () ->
                builder.credentials(
                    Credential.password(PASSPHRASE), Credential.password(PASSPHRASE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give one");
    assertThatThrownBy(() -> builder.jumpHosts(hop, hop))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ssh:root@gate.example.org:22 is named twice");
  }
}
