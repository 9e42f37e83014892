package dog.rebe.ssh.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HostKeyTest {

  @Property
  void encodedTextReadsBack(@ForAll int which) {
    for (HostKey key : new HostKey[] {Keys.ed25519(which), Keys.rsa(which)}) {
      assertThat(HostKey.parse(key.encoded())).isEqualTo(key);
      assertThat(HostKey.parse(key.encoded() + " root@web 01").encoded()).isEqualTo(key.encoded());
    }
  }

  @Property
  void everyShorterKeyIsCutOff(@ForAll int which) {
    byte[] blob = Keys.ed25519(which).blob();
    for (int length = 0; length < blob.length; length++) {
      byte[] part = Arrays.copyOf(blob, length);
      assertThatThrownBy(() -> HostKey.of(part)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property
  void anyBytesAreAKeyOrRefused(@ForAll byte[] bytes) {
    try {
      HostKey key = HostKey.of(bytes);
      assertThat(key.blob()).isEqualTo(bytes);
    } catch (IllegalArgumentException expected) {
      assertThat(expected).hasMessageNotContaining("null");
    }
  }

  @Property
  void anyTextIsAKeyOrRefused(@ForAll String text) {
    try {
      assertThat(HostKey.parse(text).algorithm()).isNotEmpty();
    } catch (IllegalArgumentException expected) {
      assertThat(expected).hasMessageNotContaining("null");
    }
  }

  @Test
  void refusesBytesAfterTheKey() {
    byte[] blob = Keys.ed25519(1).blob();
    assertThatThrownBy(() -> HostKey.of(Arrays.copyOf(blob, blob.length + 1)))
        .hasMessageContaining("no part of it: 1");
  }

  @Test
  void refusesAnotherAlgorithmThanTheKeysOwn() {
    String base64 = Base64.getEncoder().encodeToString(Keys.ed25519(1).blob());
    assertThatThrownBy(() -> HostKey.parse("ssh-rsa " + base64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ssh-ed25519");
  }

  @Test
  void refusesCertificate() {
    byte[] blob = Keys.blob("ssh-ed25519-cert-v01@openssh.com", new byte[32], new byte[32]);
    assertThatThrownBy(() -> HostKey.of(blob)).hasMessageContaining("@cert-authority");
  }

  @Test
  void takesAnAlgorithmOfTheFuture() {
    HostKey key = HostKey.of(Keys.blob("ssh-mldsa65@example.org", new byte[1952]));
    assertThat(key.algorithm()).isEqualTo("ssh-mldsa65@example.org");
  }

  @Test
  void doesNotShareItsBytes() {
    byte[] blob = Keys.ed25519(1).blob();
    HostKey key = HostKey.of(blob);
    String before = key.fingerprint();
    Arrays.fill(blob, (byte) 0);
    Arrays.fill(key.blob(), (byte) 0);
    assertThat(key.fingerprint()).isEqualTo(before);
  }
}
