package dog.rebe.ssh.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH's own client judges the certificates, where there is one. */
class CertificateTest {

  @RegisterExtension final LeakCheck leaks = LeakCheck.strict();

  @TempDir private Path folder;
  private EmbeddedFleet fleet;
  private EmbeddedNode node;

  @BeforeEach
  void start() {
    OpenSsh.require();
    fleet = leaks.fleet(NodeDefinition.of("shop", SimulatedSystem.debian()).certified());
    node = fleet.node("shop");
  }

  private OpenSsh.Said ssh(String... options) throws IOException, InterruptedException {
    FleetFiles files = fleet.writeTo(folder);
    List<String> command = new ArrayList<>(List.of("ssh", "-F", files.sshConfig().toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("shop", "hostname"));
    return OpenSsh.run(command);
  }

  @Test
  void believesANodeWhoseCertificateTheAuthoritySigned() throws Exception {
    assertThat(fleet.knownHosts()).startsWith("@cert-authority [127.0.0.1]:" + node.port());
    assertThat(ssh()).isEqualTo(new OpenSsh.Said("shop\n", 0));
  }

  @Test
  void refusesACertificateWhoseTimeIsOver() throws Exception {
    node.become(Fault.expiredHostCertificate());
    OpenSsh.Said said = ssh();
    assertThat(said.status()).isEqualTo(255);
    assertThat(said.text()).contains("expired");
  }

  @Test
  void refusesACertificateOfAnotherAuthority() throws Exception {
    node.become(Fault.foreignHostCertificate());
    assertThat(ssh().status()).isEqualTo(255);
  }

  @Test
  void letsInAClientByItsCertificate() throws Exception {
    Path certificate = folder.resolve("client-cert.pub");
    String options = "CertificateFile=" + certificate;
    Files.writeString(certificate, fleet.clientCertificate("robot", Duration.ofHours(1)));
    assertThat(ssh("-v", "-o", options).text())
        .contains("Server accepts key")
        .contains("ED25519-CERT");
  }

  /** The ssh of this machine. */
  private static final class OpenSsh {
    static void require() {
      boolean installed = Files.isExecutable(Path.of("/usr/bin/ssh"));
      if (!installed && Boolean.getBoolean("rebe.requireSystem")) {
        throw new AssertionError("This test needs ssh: install the OpenSSH client");
      }
      org.junit.jupiter.api.Assumptions.assumeTrue(installed, "Skipped: this test needs ssh");
    }

    record Said(String text, int status) {}

    static Said run(List<String> command) throws IOException, InterruptedException {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(Awaiting.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return new Said(text, process.exitValue());
    }
  }
}
