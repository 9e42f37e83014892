package dog.rebe.sandbox.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts: understood up to something that is named, whatever their text. */
final class ScriptParserFuzzTest {

  private static final int DEEPEST = 2_000;

  static Stream<byte[]> seeds() {
    return Stream.of(
            "rm -rf \"$dir\"/* && touch 'a b' || { echo no >&2; exit 1; }",
            "for f in *.log; do if [ -f \"$f\" ]; then mv \"$f\" \"${f}\".old; fi; done",
            "cat <<EOF > out\n$x $(cat y)\nEOF\nsed -i s/a/b/ out",
            "cat <<-'E'\n\ta\n\tE\n(cd x; (cd y; ls | sort)) 2>/dev/null",
            "a=1 b=\"$(echo \"`x`\")\"; ! test $a -gt ${b:-2}; f() { :; }",
            "if a; then b; elif c; then d; else e; fi; case x in y) ;; esac",
            "x $((1+2)) ~root {a,b} & wait; while :; do break; done",
            "\\\n\\",
            "'",
            "\"$(",
            "${",
            "<<",
            "<<E",
            ">",
            "a >&",
            "((",
            "$(",
            "$",
            "\u0000",
            "|&")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void areUnderstoodOrNamed(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.chars().filter(c -> c == '(' || c == '{').count() > DEEPEST) {
      return;
    }
    unknown(ScriptParser.parse(text).statements());
  }

  /** What was not understood ends a script, and says why. */
  private static void unknown(List<Script.Statement> statements) {
    for (int i = 0; i < statements.size(); i++) {
      if (statements.get(i) instanceof Script.Unknown unknown) {
        assertThat(unknown.reason()).isNotBlank();
        assertThat(i).isEqualTo(statements.size() - 1);
      }
    }
  }
}
