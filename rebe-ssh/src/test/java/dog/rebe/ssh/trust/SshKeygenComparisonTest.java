package dog.rebe.ssh.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.ssh.openssh.Program;
import dog.rebe.ssh.trust.HostKeyVerdict.Changed;
import dog.rebe.ssh.trust.HostKeyVerdict.Trusted;
import dog.rebe.ssh.trust.HostKeyVerdict.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same files, read by us and by OpenSSH's own program. */
class SshKeygenComparisonTest {

  private static final Pattern FOUND = Pattern.compile("found: line (\\d+)");

  @TempDir private Path folder;
  private Program keygen;
  private Path file;

  @BeforeEach
  void requireProgram() {
    keygen = Program.require("ssh-keygen");
    file = folder.resolve("known_hosts");
  }

  private HostKey generate(String type, String bits) throws IOException {
    Path key = folder.resolve("key-" + type + bits);
    keygen
        .run("-q", "-t", type, "-b", bits, "-N", "", "-C", "a comment", "-f", key.toString())
        .requireSuccess();
    return HostKey.parse(Files.readString(Path.of(key + ".pub")));
  }

  @ParameterizedTest
  @CsvSource({"ed25519,256", "ecdsa,256", "ecdsa,384", "ecdsa,521", "rsa,2048"})
  void fingerprintsAreThoseThatOpenSshPrints(String type, String bits) throws IOException {
    HostKey key = generate(type, bits);
    String printed =
        keygen
            .run("-l", "-f", folder.resolve("key-" + type + bits + ".pub").toString())
            .requireSuccess()
            .output();
    assertThat(printed).startsWith(bits + " " + key.fingerprint() + " ");
    byte[] blob = key.blob();
    assertThat(HostKey.of(blob)).isEqualTo(key);
  }

  /** One file of everything, and names that hit and miss in every way. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void findsTheLinesThatOpenSshFinds(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add(randomLine(random, i));
    }
    Files.write(file, lines);
    KnownHosts hosts = KnownHosts.read(List.of(file));
    for (int i = 0; i < 12; i++) {
      String host = randomHost(random);
      int port = random.nextInt(3) == 0 ? 2200 : 22;
      String name = port == 22 ? host : "[" + host + "]:" + port;
      List<Integer> ours =
          hosts.host(KnownHostName.of(host, port)).keys().stream().map(KnownKey::line).toList();
      assertThat(ours).as("lines for %s in%n%s", name, lines).isEqualTo(linesFor(name));
    }
  }

  private static String randomHost(Random random) {
    return pick(random, "web1", "web2", "db1", "a.example", "b.example", "192.0.2.1", "::1");
  }

  private static String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static String randomLine(Random random, int which) {
    String key = " " + Keys.ed25519(which).encoded();
    if (random.nextInt(4) == 0) {
      int port = random.nextBoolean() ? 22 : 2200;
      return HashedName.of(KnownHostName.of(randomHost(random), port), random).encoded() + key;
    }
    List<String> names = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String name =
          random.nextInt(3) == 0
              ? pick(random, "*", "web?", "*.example", "[*]:2200", "192.0.2.*", "[web?]:2200")
              : randomHost(random);
      name = random.nextInt(4) == 0 ? "[" + name + "]:2200" : name;
      names.add(random.nextInt(5) == 0 ? "!" + name : name);
    }
    return String.join(",", names) + key + pick(random, "", " comment", "\tx y");
  }

  private List<Integer> linesFor(String name) {
    List<Integer> lines = new ArrayList<>();
    Matcher found = FOUND.matcher(keygen.run("-F", name, "-f", file.toString()).output());
    while (found.find()) {
      lines.add(Integer.valueOf(found.group(1)));
    }
    return lines;
  }

  @Test
  void readsNamesThatOpenSshHashed() throws IOException {
    HostKey key = Keys.ed25519(1);
    Files.writeString(
        file,
        "web01,192.0.2.1,[web02]:2222 "
            + key.encoded()
            + "\n@revoked * "
            + Keys.rsa(2).encoded()
            + "\n");
    keygen.run("-H", "-f", file.toString()).requireSuccess();
    assertThat(Files.readAllLines(file))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("|1|") || line.startsWith("@revoked"));
    KnownHosts hosts = KnownHosts.read(List.of(file));
    assertThat(hosts.check("web01", 22, key)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("192.0.2.1", 22, key)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("web02", 2222, key)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("web02", 22, key)).isInstanceOf(Unknown.class);
    assertThat(hosts.isRevoked(Keys.rsa(2))).isTrue();
  }

  @Test
  void openSshFindsWhatWeWrite() {
    HostKey key = Keys.ed25519(1);
    KnownHostsWriter.of(file).add(KnownHostName.of("Web01", 22), List.of(key));
    KnownHostsWriter.hashingNames(file, new SecureRandom())
        .add(KnownHostName.of("web02", 2222), List.of(key, Keys.rsa(2)));
    assertThat(linesFor("web01")).containsExactly(1);
    assertThat(linesFor("[web02]:2222")).containsExactly(2, 3);
    assertThat(linesFor("web02")).isEmpty();
  }

  @Test
  void whatOpenSshRemovesIsUnknownAgain() throws IOException {
    KnownHostsWriter writer = KnownHostsWriter.hashingNames(file, new SecureRandom());
    writer.add(KnownHostName.of("web01", 2222), List.of(Keys.ed25519(1)));
    writer.add(KnownHostName.of("web02", 22), List.of(Keys.ed25519(2)));
    keygen.run("-R", "[web01]:2222", "-f", file.toString()).requireSuccess();
    KnownHosts hosts = KnownHosts.read(List.of(file));
    assertThat(hosts.check("web01", 2222, Keys.ed25519(1))).isInstanceOf(Unknown.class);
    assertThat(hosts.check("web02", 22, Keys.ed25519(1))).isInstanceOf(Changed.class);
  }
}
