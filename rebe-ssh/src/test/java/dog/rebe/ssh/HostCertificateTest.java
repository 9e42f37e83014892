package dog.rebe.ssh;

import static dog.rebe.ssh.Ends.SUCCESS;
import static dog.rebe.ssh.Ends.assertNotStarted;
import static java.util.regex.Matcher.quoteReplacement;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host certificates of a real OpenSSH server. */
@Tag("fault-12")
class HostCertificateTest {

  private static final Pattern PLACE = Pattern.compile("\\b(CA|CERTIFIED|NAME)\\b");

  @TempDir Path folder;

  /** Runs a command on a server whose key was certified with these options of ssh-keygen. */
  private ExchangeEnd run(String line, String... certificateOptions) throws Exception {
    return runWith("ed25519", line, certificateOptions);
  }

  private ExchangeEnd runWith(String type, String line, String... certificateOptions)
      throws Exception {
    Path ca = keygen(type, "ca");
    Path hostKey = keygen(type, "certified");
    List<String> sign = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", ca.toString()));
    sign.addAll(List.of("-I", "the-host"));
    sign.addAll(List.of(certificateOptions));
    sign.add(hostKey + ".pub");
    RealNode.run(sign);
    try (OpenSshServer server =
        OpenSshServer.start(
            folder.resolve("server"),
            "HostKey " + hostKey,
            "HostCertificate " + hostKey + "-cert.pub")) {
      Path knownHosts = folder.resolve("known_hosts");
      Map<String, String> places =
          Map.of(
              "CA", text(ca),
              "CERTIFIED", text(hostKey),
              "NAME", "[127.0.0.1]:" + server.port());
      // In one pass: a key may have the letters of a place in it
      String filled =
          PLACE.matcher(line).replaceAll(place -> quoteReplacement(places.get(place.group())));
      Files.writeString(knownHosts, filled + "\n");
      try (SshTransport transport =
          SshTransport.builder()
              .hostTrust(HostTrust.knownHosts(knownHosts))
              .credentials(Credential.keyFile(server.identity()))
              .build()) {
        Command<?> command = Command.of("true").readOnly().limits(Awaiting.unhurried(1024));
        return Recorder.run(transport, dog.rebe.node.Node.of("node", server.endpoint()), command)
            .end();
      }
    }
  }

  private Path keygen(String type, String name) throws Exception {
    Path file = folder.resolve(name);
    RealNode.run(List.of("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString()));
    return file;
  }

  private static String text(Path key) throws Exception {
    String[] fields = Files.readString(Path.of(key + ".pub")).split(" ", 3);
    return fields[0] + " " + fields[1];
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void believesACertificateOfAKnownAuthority(String type) throws Exception {
    assertThat(runWith(type, "@cert-authority NAME CA", "-h", "-n", "127.0.0.1", "-V", "-1h:+1h"))
        .isEqualTo(SUCCESS);
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    assertNotStarted(
        run("@cert-authority NAME CA", "-h", "-n", "127.0.0.1", "-V", "-2h:-1h"),
        FailureKind.HOST_CERTIFICATE_INVALID,
        "expired");
  }

  @Test
  void refusesACertificateOfAnotherHost() throws Exception {
    assertNotStarted(
        run("@cert-authority NAME CA", "-h", "-n", "other.example", "-V", "-1h:+1h"),
        FailureKind.HOST_CERTIFICATE_INVALID,
        "other.example");
  }

  @Test
  void refusesACertificateForUsers() throws Exception {
    assertNotStarted(
        run("@cert-authority NAME CA", "-n", "127.0.0.1", "-V", "-1h:+1h"),
        FailureKind.HOST_CERTIFICATE_INVALID,
        "not a host key");
  }

  @Test
  void refusesACertificateOfARevokedAuthority() throws Exception {
    ExchangeEnd end =
        run("@cert-authority NAME CA\n@revoked * CA", "-h", "-n", "127.0.0.1", "-V", "-1h:+1h");

    assertThat(end).isInstanceOf(ExchangeEnd.NotStarted.class);
    assertThat(((ExchangeEnd.NotStarted) end).kind())
        .isIn(FailureKind.HOST_KEY_REVOKED, FailureKind.HOST_KEY_UNKNOWN);
  }

  @Test
  void refusesACertificateOfARevokedKey() throws Exception {
    assertNotStarted(
        run(
            "@cert-authority NAME CA\n@revoked * CERTIFIED",
            "-h",
            "-n",
            "127.0.0.1",
            "-V",
            "-1h:+1h"),
        FailureKind.HOST_KEY_REVOKED);
  }

  @Test
  void believesThePlainKeyOfAServerThatHasACertificateToo() throws Exception {
    assertThat(run("NAME CERTIFIED", "-h", "-n", "127.0.0.1", "-V", "-1h:+1h")).isEqualTo(SUCCESS);
  }
}
