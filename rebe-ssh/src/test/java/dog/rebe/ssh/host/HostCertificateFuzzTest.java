package dog.rebe.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.ssh.key.KeyTexts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host may show in place of a key: its own name in its own time, or a problem. */
final class HostCertificateFuzzTest {

  static Stream<byte[]> seeds() throws Exception {
    String line = new String(KeyTexts.hostCertificate(KeyTexts.KEY), StandardCharsets.US_ASCII);
    return Stream.of(Base64.getDecoder().decode(line.split(" ", -1)[1].strip()));
  }

  @MethodSource("seeds")
  @FuzzTest
  void isOfTheHostAndOfNowOrHasAProblem(byte[] blob) {
    OpenSshCertificate certificate;
    try {
      if (!(new ByteArrayBuffer(blob).getRawPublicKey() instanceof OpenSshCertificate read)) {
        return;
      }
      certificate = read;
    } catch (Exception e) {
      // The key exchange fails with it, whatever it is.
      return;
    }
    Instant now = Instant.parse("2030-01-01T00:00:00Z");
    Optional<String> problem = HostCertificate.problem(certificate, "host", now);
    if (problem.isEmpty()) {
      assertThat(certificate.getType()).isEqualTo(OpenSshCertificate.Type.HOST);
      assertThat(certificate.getPrincipals()).isNotEmpty().isInstanceOf(List.class);
    }
    assertThat(HostKeys.describe(certificate.getCertPubKey())).isNotEmpty();
  }
}
