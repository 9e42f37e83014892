package dog.rebe.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reader of facts on any text, whole and abandoned: a fact, or why there is none. */
final class FactReadersFuzzTest {

  static Stream<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String system : Systems.names()) {
      for (Topic topic : Topic.values()) {
        seeds.add(Systems.member(system, topic));
      }
    }
    return seeds.stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void tellAFactOrWhyThereIsNone(byte[] bytes) {
    FactText text = FactText.of(new String(bytes, StandardCharsets.UTF_8));
    for (FactReader<?> reader : FactReaders.ALL) {
      try {
        assertThat(reader.read(text).value()).isNotNull();
      } catch (FactException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
      try {
        assertThat(reader.readLate(text).value()).isNotNull();
      } catch (FactException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }
}
