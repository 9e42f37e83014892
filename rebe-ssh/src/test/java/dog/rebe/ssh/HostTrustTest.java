package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.LONG;
import static dog.rebe.ssh.Ends.SUCCESS;
import static dog.rebe.ssh.Ends.assertNotStarted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which host keys of a real OpenSSH server are believed. */
class HostTrustTest {

  @RegisterExtension static final RealNode SERVER = new RealNode();

  @TempDir Path folder;
  private Path knownHosts;
  private String name;
  private String key;

  @BeforeEach
  void readHostKey() throws Exception {
    knownHosts = folder.resolve("known_hosts");
    name = "[127.0.0.1]:" + SERVER.server().port();
    key = publicKey(SERVER.server().folder().resolve("host_key.pub"));
  }

  private static String publicKey(Path file) throws Exception {
    String[] fields = Files.readString(file).split(" ", 3);
    return fields[0] + " " + fields[1];
  }

  private ExchangeEnd run(HostTrust trust) throws Exception {
    return run(SERVER, trust);
  }

  private static ExchangeEnd run(RealNode node, HostTrust trust) throws Exception {
    try (SshTransport transport = node.transport().hostTrust(trust).build()) {
      return run(transport, node);
    }
  }

  private static ExchangeEnd run(SshTransport transport, RealNode node) throws Exception {
    Command<?> command = Command.of("true").readOnly().limits(Awaiting.unhurried(1024));
    return Recorder.run(transport, node.node(), command).end();
  }

  private HostTrust knowing(String... lines) throws Exception {
    Files.write(knownHosts, List.of(lines));
    return HostTrust.knownHosts(knownHosts);
  }

  @Test
  void believesAKnownKey() throws Exception {
    assertThat(run(knowing(name + " " + key))).isEqualTo(SUCCESS);
  }

  @Test
  void believesAKeyUnderAHashedName() throws Exception {
    knowing(name + " " + key);
    RealNode.run(List.of("ssh-keygen", "-H", "-f", knownHosts.toString()));

    assertThat(Files.readString(knownHosts)).startsWith("|1|");
    assertThat(run(HostTrust.knownHosts(knownHosts))).isEqualTo(SUCCESS);
  }

  @Test
  @Tag("fault-11")
  void refusesAHostThatIsNotKnown() throws Exception {
    assertNotStarted(
        run(knowing("other.example " + key)),
        FailureKind.HOST_KEY_UNKNOWN,
        name + " shows ssh-ed25519 SHA256:");
  }

  @Test
  @Tag("fault-10")
  void refusesAnotherKeyThanTheKnownOne() throws Exception {
    Path other = SERVER.keygen("other-host", "-t", "ed25519", "-N", "");

    assertNotStarted(
        run(knowing("# first", name + " " + publicKey(Path.of(other + ".pub")))),
        FailureKind.HOST_KEY_CHANGED,
        "is known by ssh-ed25519 SHA256:",
        knownHosts + ":2");
  }

  @Test
  @Tag("fault-12")
  void refusesARevokedKey() throws Exception {
    assertNotStarted(
        run(knowing(name + " " + key, "@revoked * " + key)),
        FailureKind.HOST_KEY_REVOKED,
        knownHosts + ":2");
  }

  @Test
  @Tag("fault-78")
  void refusesAnotherMachineUnderANodesId() throws Exception {
    Path other = SERVER.keygen("bound", "-t", "ed25519", "-N", "");
    HostTrust trust =
        knowing(name + " " + key)
            .withPins(Map.of(SERVER.node().id(), publicKey(Path.of(other + ".pub"))));

    assertNotStarted(run(trust), FailureKind.HOST_KEY_CHANGED, "the node is bound to SHA256:");
  }

  @Test
  void believesABoundKeyWithoutAFile() throws Exception {
    assertThat(run(HostTrust.pinned(Map.of(SERVER.node().id(), key)))).isEqualTo(SUCCESS);
  }

  @Test
  void refusesABoundKeyThatWasRevoked() throws Exception {
    HostTrust trust = knowing("@revoked * " + key).withPins(Map.of(SERVER.node().id(), key));

    assertNotStarted(run(trust), FailureKind.HOST_KEY_REVOKED);
  }

  @Test
  @Tag("fault-11")
  void believesAHostOnceItIsEnrolled() throws Exception {
    try (SshTransport transport =
        SERVER.transport().hostTrust(HostTrust.knownHostsIfPresent(knownHosts)).build()) {
      assertNotStarted(run(transport, SERVER), FailureKind.HOST_KEY_UNKNOWN);

      HostKeyScan scan =
          transport
              .scanHostKey(SERVER.node(), LONG)
              .toCompletableFuture()
              .get(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(scan.fingerprint()).isEqualTo(SERVER.server().fingerprint());
      assertThat(scan.knownAs()).isEqualTo(name);
      assertThat(Files.exists(knownHosts)).isFalse();
      assertNotStarted(run(transport, SERVER), FailureKind.HOST_KEY_UNKNOWN);

      Enrolment enrolment = Enrolment.into(knownHosts);
      assertThat(enrolment.trust(scan)).isEqualTo(new Enrolment.Result.Trusted());
      assertThat(enrolment.trust(scan)).isEqualTo(new Enrolment.Result.AlreadyTrusted());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(knownHosts)))
          .isEqualTo("rw-------");
      assertThat(run(transport, SERVER)).isEqualTo(SUCCESS);
    }
  }

  @Test
  void doesNotEnrolOverAnotherKeyUnasked() throws Exception {
    Path other = SERVER.keygen("enrolled-before", "-t", "ed25519", "-N", "");
    HostTrust trust = knowing(name + " " + publicKey(Path.of(other + ".pub")));
    try (SshTransport transport = SERVER.transport().hostTrust(trust).build()) {
      HostKeyScan scan =
          transport
              .scanHostKey(SERVER.node(), LONG)
              .toCompletableFuture()
              .get(LONG.toSeconds(), TimeUnit.SECONDS);
      Enrolment enrolment = Enrolment.into(knownHosts);

      assertThat(enrolment.trust(scan))
          .isInstanceOfSatisfying(
              Enrolment.Result.KnownByAnother.class,
              result -> assertThat(result.known()).hasSize(1));
      assertNotStarted(run(transport, SERVER), FailureKind.HOST_KEY_CHANGED);
      assertThat(enrolment.replace(scan)).isEqualTo(new Enrolment.Result.Trusted());
      assertThat(run(transport, SERVER)).isEqualTo(SUCCESS);
    }
  }

  @Test
  void saysWhichLineIsWrong() throws Exception {
    HostTrust trust = knowing(name + " " + key, name + " ssh-ed25519 nonsense!");
    SshTransportBuilder builder = SERVER.transport().hostTrust(trust);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(knownHosts + ":2");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> HostTrust.knownHosts(folder.resolve("nothing")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing does not exist");
  }
}
