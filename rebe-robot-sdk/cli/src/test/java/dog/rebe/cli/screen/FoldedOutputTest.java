package dog.rebe.cli.screen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoldedOutputTest {

  private static CapturedOutput output(String stdout, String stderr) {
    return new CapturedOutput(
        CapturedStream.of(stdout.getBytes(UTF_8)), CapturedStream.of(stderr.getBytes(UTF_8)));
  }

  @Test
  void tellsEqualOutputOnce() {
    FoldedOutput folded = new FoldedOutput();
    folded.add("a2", Optional.of(new ExitStatus(0)), output("other\n", ""));
    folded.add("a1", Optional.of(new ExitStatus(0)), output("6.1\n", "warn\n"));
    folded.add("a3", Optional.of(new ExitStatus(0)), output("6.1\n", "warn\n"));
    folded.add("b", Optional.of(new ExitStatus(3)), output("", ""));
    assertThat(ScreenText.of(folded::print))
        .isEqualTo(
            """

              a[1,3] (2 nodes): exit 0
                6.1
                on standard error:
                warn

              a2: exit 0
                other

              b: exit 3
                (no output)
            """);
  }

  @Test
  void neverLetsOutputActOnTheTerminal() {
    FoldedOutput folded = new FoldedOutput();
    folded.add("a", Optional.empty(), output("x\u001b]0;title\u0007\rhidden\u001b[1A\n", ""));
    assertThat(ScreenText.of(folded::print))
        .contains("    x\\u001b]0;title\\u0007\\rhidden\\u001b[1A\n")
        .doesNotContain("\u001b");
  }

  @Test
  void alignsTabs() {
    FoldedOutput folded = new FoldedOutput();
    folded.add("a", Optional.empty(), output("caf\u00e9\tb\n1\t2\t3\n", ""));
    assertThat(ScreenText.of(folded::print))
        .contains("    caf\u00e9    b\n    1       2       3\n");
  }

  @Test
  void saysThatOutputWasCut() {
    FoldedOutput folded = new FoldedOutput();
    byte[] bytes = "0123456789".getBytes(UTF_8);
    folded.add(
        "a",
        Optional.of(new ExitStatus(0)),
        new CapturedOutput(CapturedStream.wrap(bytes, 10, true), CapturedStream.empty()));
    assertThat(ScreenText.of(folded::print)).contains("(cut at the limit of 10 B)");
  }

  @Test
  void saysThatOutputIsNoText() {
    FoldedOutput folded = new FoldedOutput();
    folded.add(
        "a",
        Optional.empty(),
        new CapturedOutput(CapturedStream.of(new byte[] {(byte) 0xff}), CapturedStream.empty()));
    assertThat(ScreenText.of(folded::print)).contains("    \\xff\n", "(not all of it is UTF-8");
  }
}
