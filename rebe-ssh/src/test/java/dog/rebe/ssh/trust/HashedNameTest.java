package dog.rebe.ssh.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashedNameTest {

  @Property
  void hashedNameReadsBackAndKnowsItsNameOnly(
      @ForAll @NotEmpty String host,
      @ForAll @IntRange(min = 1, max = 65_535) int port,
      @ForAll long seed) {
    KnownHostName name = KnownHostName.of(host, port);
    HashedName hashed = HashedName.of(name, new Random(seed));
    HashedName read = HashedName.parse(hashed.encoded());
    assertThat(read.encoded()).isEqualTo(hashed.encoded());
    assertThat(read.matches(name, HashedName.newMac())).isTrue();
    KnownHostName other = KnownHostName.of(host, port == 22 ? 23 : 22);
    assertThat(read.matches(other, HashedName.newMac())).isFalse();
  }

  @Test
  void readsTheExampleOfTheManual() {
    // The salt and hash in sshd(8), with its own name unknown.
    String example = "|1|JfKTdBh7rNbXkVAQCRp4OQoPfmI=|USECr3SWf1JUPsms5AqfD5QfxkM=";
    assertThat(HashedName.parse(example).encoded()).isEqualTo(example);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|",
        "|1|",
        "|1|JfKTdBh7rNbXkVAQCRp4OQoPfmI=",
        "|2|JfKTdBh7rNbXkVAQCRp4OQoPfmI=|USECr3SWf1JUPsms5AqfD5QfxkM=",
        "|1|JfKTdBh7rNbXkVAQCRp4OQoPfmI=|USECr3SWf1JUPsms5AqfD5QfxkM=,web01",
        "|1|JfKTdBh7rNbXkVAQCRp4OQoPfmI=|USECr3SWf1JUPsms5AqfD5Q=",
        "|1|AAAA|USECr3SWf1JUPsms5AqfD5QfxkM=",
        "|1|!fKTdBh7rNbXkVAQCRp4OQoPfmI=|USECr3SWf1JUPsms5AqfD5QfxkM="
      })
  void refusesDamage(String field) {
    assertThatThrownBy(() -> HashedName.parse(field)).isInstanceOf(IllegalArgumentException.class);
  }
}
