package dog.rebe.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Selectors as people type them: understood, or refused at a place in the text. */
final class SelectorFuzzTest {

  private static final Node NODE =
      Node.of("a", Endpoint.ssh("host")).withLabel("role", "web").withLabel("rack", "1");

  static Stream<byte[]> seeds() {
    return Stream.of(
            "role=web,rack!=2",
            "role in (web, db), !gone",
            "role notin (a)",
            "id == a",
            "role in (web",
            "role ~= x",
            "\ud83d\ude00=1",
            ",",
            "")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void areUnderstoodOrRefusedAtAPlace(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      Selector selector = Selector.parse(text);
      boolean matches = selector.matches(NODE);
      assertThat(selector).hasToString(text);
      assertThat(Selector.parse(" " + text + "\t").matches(NODE)).isEqualTo(matches);
      assertThat(Selector.parse(text + ",!role").matches(NODE)).isFalse();
    } catch (SelectorException e) {
      assertThat(e.position()).isBetween(1, text.codePointCount(0, text.length()) + 1);
    }
  }
}
