package dog.rebe.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeNamesTest {

  @Test
  void foldsNeighboursToRanges() {
    assertThat(NodeNames.folded(List.of("web-03", "web-01", "web-02", "web-07", "db-1")))
        .isEqualTo("db-1, web-[01-03,07]");
  }

  @Test
  void countsThroughTheEndOfPaddedNumbers() {
    assertThat(NodeNames.folded(List.of("web-08", "web-09", "web-10", "web-11")))
        .isEqualTo("web-[08-11]");
  }

  @Test
  void countsThroughTheEndOfPlainNumbers() {
    assertThat(NodeNames.folded(List.of("web-8", "web-9", "web-10"))).isEqualTo("web-[8-10]");
  }

  @Test
  void keepsPaddedAndPlainApart() {
    assertThat(NodeNames.folded(List.of("n1", "n01", "n2", "n02"))).isEqualTo("n[01,02], n[1,2]");
  }

  @Test
  void keepsNamesWithoutNumbers() {
    assertThat(NodeNames.folded(List.of("router", "gate", "router"))).isEqualTo("gate, router");
  }

  @Test
  void foldsTheLastNumberOnly() {
    assertThat(NodeNames.folded(List.of("r1-web-1.lan", "r1-web-2.lan", "r2-web-1.lan")))
        .isEqualTo("r1-web-[1,2].lan, r2-web-1.lan");
  }
}
