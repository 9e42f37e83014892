package dog.rebe.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class SizeTextProperties {

  @Property
  void showsAtMostThreeDigits(@ForAll @LongRange(min = 1024) long bytes) {
    assertThat(SizeText.of(bytes)).matches("(\\d\\.\\d|\\d{1,3}) [KMGTPE]iB");
  }
}
