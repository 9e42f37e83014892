package dog.rebe.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Permission bits are written and printed in octal. */
final class FileModeTest {

  @Property
  void readsWhatItPrints(@ForAll @IntRange(max = 07777) int bits) {
    FileMode mode = FileMode.ofBits(bits);
    assertThat(mode.toString()).hasSize(4);
    assertThat(FileMode.of(mode.toString())).isEqualTo(mode).hasSameHashCodeAs(mode);
    assertThat(mode.bits()).isEqualTo(bits);
  }

  @Example
  void readsThreeDigits() {
    assertThat(FileMode.of("755")).isEqualTo(FileMode.ofBits(0755)).hasToString("0755");
  }

  @Example
  void rejectsWhatIsNoMode() {
    for (String text : new String[] {"", "64", "00644", "0698", "rw-", "-644"}) {
      assertThatThrownBy(() -> FileMode.of(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + text + "' is no mode");
    }
    assertThatThrownBy(() -> FileMode.ofBits(010000)).hasMessageContaining("4096");
    assertThatThrownBy(() -> FileMode.ofBits(-1)).hasMessageContaining("-1");
  }

  @Example
  void takesWhatFilesHave() {
    for (String mode : new String[] {"0644", "0600", "0755", "4755", "2755", "0000", "0711"}) {
      assertThat(FileMode.of(mode).requirePlausible()).hasToString(mode);
    }
  }
}
