package dog.rebe.ssh.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of known hosts and keys from hosts: believed whole, or not at all. */
final class KnownHostsFuzzTest {

  private static final Path FILE = Path.of("known_hosts");

  private static final List<KnownHostName> NAMES =
      List.of(KnownHostName.of("host", 22), KnownHostName.of("10.0.0.1", 2222));

  static Stream<byte[]> seeds() {
    String key = Keys.ed25519(1).encoded();
    return Stream.of(
            "host,10.0.0.1 " + key + " comment\n# none\n\n[10.0.0.1]:2222 " + key + "\r\n",
            "@revoked * " + key + "\n@cert-authority *.example,!a " + Keys.rsa(1).encoded(),
            "|1|cGF0dGVybnBhdHRlcm5wYXR0ZXI=|cGF0dGVybnBhdHRlcm5wYXR0ZXI= " + key + "\n",
            "|1|x|y " + key + "\n",
            "host,|1|x " + key + "\nhost,@revoked,#x " + key + "\n",
            "host 2048 35 123456\n",
            "@other host " + key + "\n",
            "host ssh-rsa " + key.substring(key.indexOf(' ') + 1) + "\n",
            "h?st,*,!*? " + key + "\n")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void areBelievedWholeOrNotAtAll(byte[] bytes) {
    KnownHostsFile file;
    try {
      file = new KnownHostsFile(FILE, bytes);
    } catch (KnownHostsException e) {
      assertThat(e.line()).isPresent();
      assertThat(e.getMessage()).startsWith("known_hosts:");
      return;
    }
    KnownHosts hosts = new KnownHosts(List.of(file));
    for (KnownHostName name : NAMES) {
      KnownHost host = hosts.host(name);
      for (KnownKey known : host.keys()) {
        assertThat(HostKey.parse(known.key().encoded())).isEqualTo(known.key());
        assertThat(HostKey.of(known.key().blob())).isEqualTo(known.key());
        assertThat(host.check(known.key()))
            .isInstanceOfAny(HostKeyVerdict.Trusted.class, HostKeyVerdict.Revoked.class);
        forget(bytes, name, known.key());
      }
    }
  }

  /** Once a name is taken out, none of its plain keys is known, and the file is still sound. */
  private static void forget(byte[] bytes, KnownHostName name, HostKey key) {
    String edited;
    try {
      edited = KnownHostsEdit.withoutName(FILE, bytes, name, List.of());
    } catch (KnownHostsException e) {
      assertThat(e.getMessage()).contains("pattern");
      return;
    }
    KnownHostsFile after = new KnownHostsFile(FILE, edited.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(new KnownHosts(List.of(after)).host(name).keys())
        .extracting(KnownKey::key)
        .doesNotContain(key);
  }

  static Stream<byte[]> blobs() {
    return Stream.of(
        Keys.ed25519(1).blob(),
        Keys.rsa(1).blob(),
        Keys.blob("ecdsa-sha2-nistp256", new byte[] {1}, new byte[] {2}),
        Keys.blob("ssh-ed25519-cert-v01@openssh.com", new byte[32]),
        Keys.blob("future@example", new byte[3]),
        new byte[] {127, -1, -1, -1});
  }

  @MethodSource("blobs")
  @FuzzTest
  void aKeyIsReadOrRefused(byte[] blob) {
    try {
      HostKey key = HostKey.of(blob);
      assertThat(key.blob()).isEqualTo(blob);
      assertThat(HostKey.parse(key.encoded())).isEqualTo(key);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
