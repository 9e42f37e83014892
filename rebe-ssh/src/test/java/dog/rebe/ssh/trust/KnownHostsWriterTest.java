package dog.rebe.ssh.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.ssh.trust.HostKeyVerdict.Trusted;
import dog.rebe.ssh.trust.HostKeyVerdict.Unknown;
import dog.rebe.ssh.trust.KnownHostsChange.Conflict;
import dog.rebe.ssh.trust.KnownHostsChange.Refused;
import dog.rebe.ssh.trust.KnownHostsChange.Unchanged;
import dog.rebe.ssh.trust.KnownHostsChange.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsWriterTest {

  private static final HostKey A = Keys.ed25519(1);
  private static final HostKey B = Keys.ed25519(2);
  private static final HostKey RSA = Keys.rsa(3);
  private static final KnownHostName WEB01 = KnownHostName.of("web01", 22);

  @TempDir private Path folder;
  private Path file;
  private KnownHostsWriter writer;

  @BeforeEach
  void name() {
    file = folder.resolve("known_hosts");
    writer = KnownHostsWriter.of(file);
  }

  private void given(String text) throws IOException {
    Files.writeString(file, text, ISO_8859_1);
  }

  private String text() throws IOException {
    return Files.readString(file, ISO_8859_1);
  }

  private HostKeyVerdict verdict(KnownHostName name, HostKey key) {
    return KnownHosts.read(List.of(file)).host(name).check(key);
  }

  @Test
  void makesFileAndFolderThatOnlyTheOwnerCanUse() throws IOException {
    file = folder.resolve("home/.ssh/known_hosts");
    writer = KnownHostsWriter.of(file);
    assertThat(writer.add(WEB01, List.of(A))).isEqualTo(new Written(List.of(A), List.of()));
    assertThat(text()).isEqualTo("web01 " + A.encoded() + "\n");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(file.getParent()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  @Tag("fault-11")
  void enrolledHostIsTrustedOnItsPortOnly() {
    writer.add(KnownHostName.of("web01", 2222), List.of(A, RSA));
    assertThat(verdict(KnownHostName.of("web01", 2222), A)).isInstanceOf(Trusted.class);
    assertThat(verdict(KnownHostName.of("web01", 2222), RSA)).isInstanceOf(Trusted.class);
    assertThat(verdict(WEB01, A)).isInstanceOf(Unknown.class);
  }

  @Test
  void sameKeysAgainChangeNothing() throws IOException {
    writer.add(WEB01, List.of(A, RSA));
    String before = text();
    assertThat(writer.add(WEB01, List.of(RSA, A, A))).isEqualTo(new Unchanged());
    assertThat(writer.replace(WEB01, List.of(A, RSA))).isEqualTo(new Unchanged());
    assertThat(text()).isEqualTo(before);
  }

  @Test
  @Tag("fault-10")
  void otherKeyIsAConflictAndWritesNothing() throws IOException {
    given("web01 " + A.encoded() + "\n");
    assertThat(writer.add(WEB01, List.of(B)))
        .isEqualTo(new Conflict(List.of(new KnownKey(A, file, 1))));
    assertThat(writer.add(WEB01, List.of(A, RSA))).isInstanceOf(Conflict.class);
    assertThat(writer.add(WEB01, List.of(RSA))).isInstanceOf(Conflict.class);
    assertThat(text()).isEqualTo("web01 " + A.encoded() + "\n");
  }

  @Test
  void replacingTakesOutTheOldKeyAndKeepsEverythingElse() throws IOException {
    String hashed = HashedName.of(WEB01, new Random(1)).encoded();
    given(
        "# fleet caf\u00e9\r\n"
            + ("web01 " + A.encoded() + " old\n")
            + ("  web02,WEB01\t" + A.encoded() + "  shared \u00e9\n")
            + (hashed + " " + RSA.encoded() + "\n")
            + "\n"
            + ("@cert-authority web01 " + A.encoded() + "\n")
            + ("[web01]:2222 " + A.encoded() + "\n")
            + ("web03 " + A.encoded()));
    KnownHostsChange change = writer.replace(WEB01, List.of(B));
    assertThat(change)
        .isEqualTo(
            new Written(
                List.of(B),
                List.of(
                    new KnownKey(A, file, 2),
                    new KnownKey(A, file, 3),
                    new KnownKey(RSA, file, 4))));
    assertThat(text())
        .isEqualTo(
            "# fleet caf\u00e9\r\n"
                + ("  web02\t" + A.encoded() + "  shared \u00e9\n")
                + "\n"
                + ("@cert-authority web01 " + A.encoded() + "\n")
                + ("[web01]:2222 " + A.encoded() + "\n")
                + ("web03 " + A.encoded() + "\n")
                + ("web01 " + B.encoded() + "\n"));
    assertThat(verdict(WEB01, B)).isInstanceOf(Trusted.class);
  }

  @Test
  void replacingKeepsTheKeysThatStay() throws IOException {
    given("web01 " + A.encoded() + " keep\nweb01 " + RSA.encoded() + "\n");
    assertThat(writer.replace(WEB01, List.of(A, B)))
        .isEqualTo(new Written(List.of(B), List.of(new KnownKey(RSA, file, 2))));
    assertThat(text()).isEqualTo("web01 " + A.encoded() + " keep\nweb01 " + B.encoded() + "\n");
  }

  @Test
  void replacingRefusesToChangeWhatAPatternSays() throws IOException {
    String before = "# all\nweb* " + A.encoded() + "\n";
    given(before);
    assertThatThrownBy(() -> writer.replace(WEB01, List.of(B)))
        .isInstanceOf(KnownHostsException.class)
        .hasMessageContaining(file + ":2:")
        .hasMessageContaining("by hand");
    assertThat(text()).isEqualTo(before);
  }

  @Test
  void replacingKeepsPermissions() throws IOException {
    given("web01 " + A.encoded() + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    writer.replace(WEB01, List.of(B));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  void replacingFollowsALink() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "web01 " + A.encoded() + "\n");
    Files.createSymbolicLink(file, real);
    writer.replace(WEB01, List.of(B));
    assertThat(file).isSymbolicLink();
    assertThat(Files.readString(real)).isEqualTo("web01 " + B.encoded() + "\n");
  }

  @Test
  @Tag("fault-12")
  void revokedKeyIsNeverWritten() throws IOException {
    String before = "@revoked * " + A.encoded() + "\n";
    given(before);
    assertThat(writer.add(WEB01, List.of(B, A))).isEqualTo(new Refused(new KnownKey(A, file, 1)));
    assertThat(writer.replace(WEB01, List.of(A))).isInstanceOf(Refused.class);
    assertThat(text()).isEqualTo(before);
  }

  @Test
  void unfinishedLastLineStaysALineOfItsOwn() throws IOException {
    given("# no end");
    writer.add(WEB01, List.of(A));
    assertThat(text()).isEqualTo("# no end\nweb01 " + A.encoded() + "\n");
  }

  @Test
  void damagedFileIsNotTouched() throws IOException {
    given("web02 ssh-ed25519 AAAA\n");
    assertThatThrownBy(() -> writer.add(WEB01, List.of(A)))
        .isInstanceOf(KnownHostsException.class)
        .hasMessageContaining(file + ":1:");
    assertThat(text()).isEqualTo("web02 ssh-ed25519 AAAA\n");
  }

  @Test
  void hashedNamesHideTheHost() throws IOException {
    writer = KnownHostsWriter.hashingNames(file, new Random(7));
    writer.add(WEB01, List.of(A, RSA));
    assertThat(text()).startsWith("|1|").doesNotContain("web01");
    assertThat(verdict(WEB01, RSA)).isInstanceOf(Trusted.class);
    assertThat(writer.replace(WEB01, List.of(B))).isInstanceOf(Written.class);
    assertThat(text().lines()).hasSize(1);
    assertThat(verdict(WEB01, B)).isInstanceOf(Trusted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a,b",
        "*",
        "web?",
        "!web",
        "|1|x",
        "#web",
        "@revoked",
        "a\nb",
        "a\"b",
        "a]b"
      })
  void refusesNamesThatWouldMeanSomethingElse(String host) {
    for (int port : new int[] {22, 2222}) {
      assertThatThrownBy(() -> writer.add(KnownHostName.of(host, port), List.of(A)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void refusesNoKeys() {
    assertThatThrownBy(() -> writer.add(WEB01, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writersOfManyThreadsLoseNothing() throws Exception {
    int threads = 4;
    int each = 10;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        tasks.add(
            () -> {
              KnownHostsWriter own = KnownHostsWriter.of(file);
              for (int i = 0; i < each; i++) {
                KnownHostName name = KnownHostName.of("node-" + thread + "-" + i, 22);
                own.add(name, List.of(A));
                if (i % 2 == 0) {
                  own.replace(name, List.of(B));
                }
              }
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
    for (int t = 0; t < threads; t++) {
      for (int i = 0; i < each; i++) {
        assertThat(verdict(KnownHostName.of("node-" + t + "-" + i, 22), i % 2 == 0 ? B : A))
            .isInstanceOf(Trusted.class);
      }
    }
    assertThat(text().lines()).hasSize(threads * each);
  }

  @Test
  void leavesOnlyTheFileAndItsLock() throws IOException {
    writer.add(WEB01, List.of(A));
    writer.replace(WEB01, List.of(B));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("known_hosts", "known_hosts.lock");
    }
  }
}
