package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FetchedFilesTest {

  @Test
  void keepsOrdinaryNames() {
    assertThat(FetchedFiles.safe("web-1.example.org")).isEqualTo("web-1.example.org");
  }

  @Test
  void writesOutWhatLeadsElsewhere() {
    assertThat(FetchedFiles.safe("../../etc")).isEqualTo("%2e.%2f..%2fetc");
    assertThat(FetchedFiles.safe(".")).isEqualTo("%2e");
    assertThat(FetchedFiles.safe("a%2fb")).isEqualTo("a%252fb");
    assertThat(FetchedFiles.safe("\u00e9")).isEqualTo("%c3%a9");
  }
}
