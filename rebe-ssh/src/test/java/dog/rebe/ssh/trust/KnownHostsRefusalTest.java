package dog.rebe.ssh.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.ssh.trust.HostKeyVerdict.Trusted;
import dog.rebe.ssh.trust.HostKeyVerdict.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of known hosts that nobody should believe. */
class KnownHostsRefusalTest {

  private static final HostKey KEY = Keys.ed25519(1);

  @TempDir private Path folder;

  static Stream<String> damaged() {
    String key = KEY.encoded();
    return Stream.of(
        "web01",
        "web01 ssh-ed25519",
        "web01 ssh-ed25519 # the key is missing",
        "web01 # " + key,
        "web01 ssh-ed25519 AAAA!",
        "web01 " + key.substring(0, key.length() - 8),
        "web01 ssh-rsa " + key.substring(key.indexOf(" ") + 1),
        "web01 rsa 1024 35 123",
        "@revoke web01 " + key,
        "@REVOKED web01 " + key,
        "@revoked",
        "@revoked web01",
        "@revoked @cert-authority web01 " + key,
        "@cert-authority old 1024 35 1234567",
        "|2|a|b " + key,
        "|1|AAAA|AAAA " + key,
        "web01,|1|AAAA " + key,
        "web01,@revoked " + key,
        "web01,#old " + key,
        "web01\0 ssh-ed25519",
        "\u001f\ufffd\u0000");
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void oneDamagedLineRefusesTheFileWithFileAndLineAndRemedy(String damaged) throws IOException {
    Path file = folder.resolve("known_hosts");
    Files.writeString(file, "web02 " + KEY.encoded() + "\n" + damaged + "\n");
    assertThatThrownBy(() -> KnownHosts.read(List.of(file)))
        .isInstanceOfSatisfying(
            KnownHostsException.class,
            e -> {
              assertThat(e.file()).isEqualTo(file);
              assertThat(e.line()).hasValue(2);
            })
        .hasMessageStartingWith(file + ":2: ")
        .hasMessageContaining("Correct the line or delete it");
  }

  @Property
  void anyBytesAreReadOrRefusedAtALine(@ForAll byte[] content) {
    readsOrRefuses(content);
  }

  @Property
  void anyBytesBetweenGoodLinesAreReadOrRefusedAtTheirLine(@ForAll @Size(max = 40) byte[] middle) {
    byte[] before = ("web01 " + KEY.encoded() + "\n").getBytes(UTF_8);
    byte[] content = new byte[before.length + middle.length];
    System.arraycopy(before, 0, content, 0, before.length);
    System.arraycopy(middle, 0, content, before.length, middle.length);
    readsOrRefuses(content);
  }

  @Property
  void oneChangedByteNeverMakesAnotherKeyTrusted(@ForAll int at, @ForAll byte value) {
    byte[] content = ("web01 " + KEY.encoded() + "\n").getBytes(UTF_8);
    content[Math.floorMod(at, content.length)] = value;
    try {
      KnownHosts hosts = new KnownHosts(List.of(new KnownHostsFile(Path.of("x"), content)));
      assertThat(hosts.check("web01", 22, Keys.ed25519(2))).isNotInstanceOf(Trusted.class);
    } catch (KnownHostsException expected) {
      assertThat(expected.line()).isPresent();
    }
  }

  private static void readsOrRefuses(byte[] content) {
    try {
      KnownHosts hosts = new KnownHosts(List.of(new KnownHostsFile(Path.of("x"), content)));
      assertThat(hosts.check("elsewhere", 22, KEY)).isInstanceOf(Unknown.class);
    } catch (KnownHostsException expected) {
      assertThat(expected.line()).isPresent();
    }
  }

  @Test
  void refusesMissingFile() {
    Path file = folder.resolve("nothing");
    assertThatThrownBy(() -> KnownHosts.read(List.of(file)))
        .isInstanceOf(KnownHostsException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("no such file");
    assertThat(KnownHosts.readExisting(List.of(file)).check("web01", 22, KEY))
        .isInstanceOf(Unknown.class);
  }

  @Test
  void refusesFileThatEverybodyMayWrite() throws IOException {
    Path file = Files.writeString(folder.resolve("known_hosts"), "web01 " + KEY.encoded() + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThatThrownBy(() -> KnownHosts.readExisting(List.of(file)))
        .isInstanceOf(KnownHostsException.class)
        .hasMessageContaining("chmod o-w");
  }

  @Test
  void refusesFolder() {
    assertThatThrownBy(() -> KnownHosts.read(List.of(folder)))
        .isInstanceOf(KnownHostsException.class)
        .hasMessageContaining("no ordinary file");
  }

  @Test
  void nothingIsKnownByTheNullDevice() {
    assertThat(KnownHosts.readExisting(List.of(Path.of("/dev/null"))).check("web01", 22, KEY))
        .isInstanceOf(Unknown.class);
  }

  @Test
  void refusesEndlessLine() throws IOException {
    Path file = Files.writeString(folder.resolve("known_hosts"), "a".repeat(1_000_000));
    assertThatThrownBy(() -> KnownHosts.read(List.of(file)))
        .isInstanceOf(KnownHostsException.class)
        .hasMessageContaining("longer than 262144 bytes");
  }
}
