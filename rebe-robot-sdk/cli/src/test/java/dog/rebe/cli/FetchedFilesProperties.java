package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FetchedFilesProperties {

  @Property
  void everyNameStaysInItsFolder(@ForAll String text) {
    String name = FetchedFiles.safe(text);
    assertThat(name.chars()).allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != '\\');
    assertThat(name).doesNotStartWith(".");
  }

  @Property
  void differentNamesStayDifferent(@ForAll String one, @ForAll String other) {
    byte[] first = one.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] second = other.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(FetchedFiles.safe(one).equals(FetchedFiles.safe(other)))
        .isEqualTo(java.util.Arrays.equals(first, second));
  }
}
