package dog.rebe.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonLineProperties {

  @Property
  void isOneLineOfVisibleAscii(@ForAll String text) {
    assertThat(JsonLine.of(Map.of(text, text)).chars()).allMatch(c -> c >= ' ' && c < 0x7f);
  }
}
