package dog.rebe.ssh.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.ssh.trust.HostKeyVerdict.Changed;
import dog.rebe.ssh.trust.HostKeyVerdict.Revoked;
import dog.rebe.ssh.trust.HostKeyVerdict.Trusted;
import dog.rebe.ssh.trust.HostKeyVerdict.Unknown;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KnownHostsTest {

  private static final HostKey A = Keys.ed25519(1);
  private static final HostKey B = Keys.ed25519(2);
  private static final HostKey RSA = Keys.rsa(3);

  private static KnownHosts of(String... lines) {
    byte[] content = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    return new KnownHosts(List.of(new KnownHostsFile(Path.of("known_hosts"), content)));
  }

  private static String line(String names, HostKey key) {
    return names + " " + key.encoded();
  }

  @Test
  void trustsTheKeyOfTheHostAndSaysWhichLineDoes() {
    KnownHosts hosts = of("# fleet", "", line("web01,192.0.2.1", A) + " root@web01");
    assertThat(hosts.check("web01", 22, A))
        .isEqualTo(new Trusted(new KnownKey(A, Path.of("known_hosts"), 3)));
    assertThat(hosts.check("192.0.2.1", 22, A)).isInstanceOf(Trusted.class);
  }

  @Test
  @Tag("fault-11")
  void hostThatNoLineNamesIsUnknown() {
    KnownHosts hosts = of(line("web01", A));
    assertThat(hosts.check("web02", 22, A)).isEqualTo(new Unknown());
    assertThat(KnownHosts.none().check("web01", 22, A)).isEqualTo(new Unknown());
  }

  @Test
  @Tag("fault-10")
  @Tag("fault-78")
  void anotherKeyThanTheKnownOneHasChanged() {
    KnownHosts hosts = of(line("web01", A), line("web02", B));
    assertThat(hosts.check("web01", 22, B))
        .isEqualTo(new Changed(List.of(new KnownKey(A, Path.of("known_hosts"), 1))));
  }

  @Test
  @Tag("fault-10")
  void keyOfAnotherAlgorithmHasChangedToo() {
    KnownHosts hosts = of(line("web01", A));
    assertThat(hosts.check("web01", 22, RSA)).isInstanceOf(Changed.class);
    assertThat(hosts.knownAlgorithms("web01", 22)).containsExactly("ssh-ed25519");
  }

  @Test
  void everyKeyOfTheHostIsTrusted() {
    KnownHosts hosts = of(line("web01", A), line("web*", RSA));
    assertThat(hosts.check("web01", 22, A)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("web01", 22, RSA)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("web01", 22, B))
        .isInstanceOfSatisfying(
            Changed.class, changed -> assertThat(changed.expected()).hasSize(2));
    assertThat(hosts.knownAlgorithms("web01", 22)).containsExactly("ssh-ed25519", "ssh-rsa");
  }

  @Test
  void otherPortIsAnotherHost() {
    KnownHosts hosts = of(line("gate", A), line("[gate]:2201", B));
    assertThat(hosts.check("gate", 2201, B)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("gate", 2201, A)).isInstanceOf(Changed.class);
    assertThat(hosts.check("gate", 22, A)).isInstanceOf(Trusted.class);
    // OpenSSH would believe this one: see KnownHosts.
    assertThat(hosts.check("gate", 2202, A)).isEqualTo(new Unknown());
  }

  @Test
  void addressesOfVersion6AreNames() {
    KnownHosts hosts = of(line("2001:db8::1,[2001:db8::2]:2222", A));
    assertThat(hosts.check("2001:DB8::1", 22, A)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("2001:db8::2", 2222, A)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("2001:db8::2", 22, A)).isEqualTo(new Unknown());
  }

  @Test
  void patternsWithNegation() {
    KnownHosts hosts = of(line("*.example.org,!bad.example.org,192.0.2.?", A));
    assertThat(hosts.check("good.example.org", 22, A)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("bad.example.org", 22, A)).isEqualTo(new Unknown());
    assertThat(hosts.check("192.0.2.7", 22, A)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("192.0.2.70", 22, A)).isEqualTo(new Unknown());
  }

  @Test
  void caseOfNamesDoesNotCount() {
    KnownHosts hosts = of(line("Web01.Example.ORG,*.EXAMPLE.net", A));
    assertThat(hosts.check("WEB01.example.org", 22, A)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("x.example.NET", 22, A)).isInstanceOf(Trusted.class);
  }

  @Test
  void namesBeyondAsciiAreComparedAsBytes() {
    assertThat(of(line("bücher.example", A)).check("bücher.example", 22, A))
        .isInstanceOf(Trusted.class);
    String latin = line("caf\u00e9", A) + " commentaire d'\u00e9t\u00e9\n";
    KnownHosts hosts =
        new KnownHosts(List.of(new KnownHostsFile(Path.of("latin1"), latin.getBytes(ISO_8859_1))));
    assertThat(hosts.check("café", 22, A)).isEqualTo(new Unknown());
  }

  @Test
  void hashedNamesAreFound() {
    String hashed = HashedName.of(KnownHostName.of("web01", 2222), new Random(1)).encoded();
    KnownHosts hosts = of(line(hashed, A));
    assertThat(hosts.check("web01", 2222, A)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("web01", 22, A)).isEqualTo(new Unknown());
  }

  @Test
  @Tag("fault-12")
  void revokedKeyIsRefusedForEveryHost() {
    KnownHosts hosts = of(line("web01", A), line("@revoked old.example.org", A));
    assertThat(hosts.check("web01", 22, A))
        .isEqualTo(new Revoked(new KnownKey(A, Path.of("known_hosts"), 2)));
    assertThat(hosts.check("new.example.org", 22, A)).isInstanceOf(Revoked.class);
    assertThat(hosts.isRevoked(A)).isTrue();
    assertThat(hosts.isRevoked(B)).isFalse();
  }

  @Test
  @Tag("fault-12")
  void revocationInAnotherFileCounts() {
    KnownHostsFile keys =
        new KnownHostsFile(Path.of("keys"), (line("web01", A) + "\n").getBytes(UTF_8));
    KnownHostsFile revocations =
        new KnownHostsFile(Path.of("revoked"), (line("@revoked *", A) + "\n").getBytes(UTF_8));
    assertThat(new KnownHosts(List.of(keys, revocations)).check("web01", 22, A))
        .isInstanceOf(Revoked.class);
  }

  @Test
  void revocationAloneMakesNoHostKnown() {
    KnownHosts hosts = of(line("@revoked web01", A));
    assertThat(hosts.check("web01", 22, B)).isEqualTo(new Unknown());
    assertThat(hosts.host(KnownHostName.of("web01", 22)).keys()).isEmpty();
  }

  @Test
  void authorityIsNoKeyOfTheHost() {
    KnownHosts hosts = of(line("@cert-authority *.example.org", A));
    assertThat(hosts.check("web.example.org", 22, A)).isEqualTo(new Unknown());
    assertThat(hosts.knownAlgorithms("web.example.org", 22)).isEmpty();
    assertThat(hosts.certificateAuthorities("web.example.org", 22))
        .containsExactly(new KnownKey(A, Path.of("known_hosts"), 1));
    assertThat(hosts.certificateAuthorities("web.example.net", 22)).isEmpty();
  }

  @Test
  void authorityOfTheNameHoldsOnEveryPort() {
    KnownHosts hosts =
        of(line("@cert-authority *.example.org", A), line("@cert-authority [*]:2222", B));
    assertThat(hosts.certificateAuthorities("web.example.org", 2222))
        .extracting(KnownKey::key)
        .containsExactly(B, A);
  }

  @Test
  @Tag("fault-12")
  void revokedAuthorityIsNone() {
    KnownHosts hosts = of(line("@cert-authority *", A), line("@revoked *", A));
    assertThat(hosts.certificateAuthorities("web01", 22)).isEmpty();
  }

  @Test
  void aliasStandsForHostAndPort() {
    KnownHosts hosts = of(line("node-17", A));
    assertThat(hosts.host(KnownHostName.alias("Node-17")).check(A)).isInstanceOf(Trusted.class);
  }

  @Test
  void keysOfVersion1OfTheProtocolArePassedOver() {
    KnownHosts hosts = of("old 1024 35 1234567890123456789", line("web01", A));
    assertThat(hosts.check("web01", 22, A)).isInstanceOf(Trusted.class);
  }

  @Test
  void linesMayEndAsOtherSystemsEndThem() {
    KnownHosts hosts = of("# x\r", "\r", line("web01", A) + "\r", "  \t", line("\t web02\t", B));
    assertThat(hosts.check("web01", 22, A)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("web02", 22, B)).isInstanceOf(Trusted.class);
  }

  @Test
  void lastLineNeedsNoEnd() {
    byte[] content = line("web01", A).getBytes(UTF_8);
    KnownHosts hosts = new KnownHosts(List.of(new KnownHostsFile(Path.of("x"), content)));
    assertThat(hosts.check("web01", 22, A)).isInstanceOf(Trusted.class);
  }

  @Test
  void oneNameMayStandInManyLines() {
    String[] lines = new String[300];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = line("web01,web" + i, Keys.ed25519(i));
    }
    KnownHosts hosts = of(lines);
    assertThat(hosts.host(KnownHostName.of("web01", 22)).keys()).hasSize(300);
    assertThat(hosts.host(KnownHostName.of("web299", 22)).keys())
        .containsExactly(new KnownKey(Keys.ed25519(299), Path.of("known_hosts"), 300));
  }

  @Test
  void namesOfTheSameHashAreNotMixedUp() {
    assertThat("an".hashCode()).isEqualTo("c0".hashCode());
    KnownHosts hosts = of(line("an", A), line("c0", B));
    assertThat(hosts.check("an", 22, A)).isInstanceOf(Trusted.class);
    assertThat(hosts.check("an", 22, B)).isInstanceOf(Changed.class);
    assertThat(of(line("an", A)).check("c0", 22, A)).isEqualTo(new Unknown());
  }

  @Test
  void refusesPortOutOfRange() {
    assertThatThrownBy(() -> KnownHosts.none().check("web01", 0, A))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Port 0");
  }
}
