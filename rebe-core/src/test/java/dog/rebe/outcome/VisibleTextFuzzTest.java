package dog.rebe.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A node's bytes on a screen: never a control character, never longer than asked for. */
final class VisibleTextFuzzTest {

  private static final int MOST = 20;

  static Stream<byte[]> seeds() {
    return Stream.of(
            "plain",
            "\u001b[2J\u009b\u202e\r\n\t",
            "\ud83d\ude00".repeat(30),
            "e\u0301\u2028\ufeff",
            "\ud800")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void showsNoControlCharacterAndNoMoreThanAskedFor(byte[] bytes) {
    check(VisibleText.line(bytes, MOST));
    check(VisibleText.line(new String(bytes, StandardCharsets.UTF_8), MOST));
    check(VisibleText.line(new String(bytes, StandardCharsets.UTF_16), MOST));
    List<String> lines = VisibleText.lines(bytes, 3, MOST);
    assertThat(lines).hasSizeLessThanOrEqualTo(3);
    lines.forEach(VisibleTextFuzzTest::check);
  }

  private static void check(String shown) {
    assertThat(shown.codePointCount(0, shown.length())).isLessThanOrEqualTo(MOST);
    assertThat(shown.codePoints())
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE);
  }
}
