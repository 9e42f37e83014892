package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.BlindSpot;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.sandbox.preview.ChangeKind;
import dog.rebe.sandbox.preview.CommandPreview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts, previewed and then run by this machine's own shell. */
class ScriptsTest {

  private static final List<String> SCRIPTS =
      List.of(
          "rm one && touch two || touch three",
          "rm none 2>/dev/null || touch three",
          "rm none; touch after",
          "set -e; rm none; touch never",
          "set -e; rm none || true; touch after",
          "set -e; if rm none; then touch a; else touch b; fi; touch c",
          "echo hello > new; echo more >> new; cat new > copy",
          "cat one two 2>/dev/null | sed s/1/X/ | tee piped > /dev/null",
          "for f in *.log; do mv \"$f\" \"$f.old\"; done",
          "for f in logs/*; do echo \"$f\" >> list; done",
          "for d in a 'b c' d; do mkdir -p \"dirs/$d\"; done",
          "for d in a b; do if [ -d dirs/$d ]; then rmdir dirs/$d; else mkdir -p dirs/$d; fi; done",
          "name=logs; rm -r $name",
          "x='a b'; touch $x; touch \"$x\"",
          "x=$(cat one); echo \"got $x\" > out",
          "x=${EMPTY:-fallback}; touch \"$x\"",
          "cd logs && rm first",
          "(cd logs; rm first); touch here",
          "{ touch p; touch q; }",
          "test -f one && ! test -e none && touch yes",
          "if [ \"$(cat one)\" = 1 ]; then rm one; elif true; then rm logs; fi",
          "[ 3 -gt 2 ] && touch greater; [ 2 -gt 3 ] || touch smaller",
          "cat > config <<EOF\nname=$(cat one)\n\"quoted\"\nEOF\nchmod 600 config",
          "cat > config <<'EOF'\n$literal\nEOF\n",
          "rm -rf logs/* && find . -name '*.log' -delete",
          "touch a.txt # a comment\ntouch b.txt",
          "cp -r logs copy && sed -i 's/f/F/' copy/first && mv copy done",
          "exit 3; touch never",
          "printf '%s\\n' x y > lines",
          "false | true && touch piped",
          "true | false || touch piped",
          "rm [x-z].log; rm ?.log",
          "rm 'no such' \"*\"; touch '*'",
          "cat one one > both; cat < both > again",
          "touch \\\n  continued",
          "echo a | { cat; cat; } | tee once",
          "> empty; : > empty2");

  private static CommandPreviewer previewer;
  private static LocalFiles local;

  @TempDir Path temporary;
  private Path folder;

  @BeforeAll
  static void open() throws Exception {
    previewer = CommandPreviewer.of(Clock.systemUTC());
    local = LocalFiles.open();
  }

  @AfterAll
  static void close() {
    local.close();
  }

  @BeforeEach
  void place() throws Exception {
    folder = temporary.toRealPath();
  }

  private Path fill(String name) throws Exception {
    Path root = Files.createDirectories(folder.resolve(name + "/tree"));
    Files.createDirectory(root.resolve("logs"));
    Files.writeString(root.resolve("one"), "1\n");
    Files.writeString(root.resolve("x.log"), "x\n");
    Files.writeString(root.resolve("y y.log"), "y\n");
    Files.writeString(root.resolve("logs/first"), "first\n");
    Files.writeString(root.resolve("logs/second"), "second\n");
    return root;
  }

  @TestFactory
  Stream<DynamicTest> scriptsDoWhatTheirPreviewsSay() {
    SystemTools.requireGnu();
    return SCRIPTS.stream().map(script -> DynamicTest.dynamicTest(script, () -> agrees(script)));
  }

  private void agrees(String script) throws Exception {
    Path root = fill("s" + SCRIPTS.indexOf(script));
    Agreement agreement =
        new Agreement(
            previewer,
            local.view(),
            PreviewLimits.of(Duration.ofMinutes(2), 1 << 20, 10_000, 1 << 20),
            root.getParent(),
            root,
            0,
            List.of());
    assertThat(agreement.compare(List.of("sh", "-c", script), 022, script))
        .as("the preview of '%s' is whole", script)
        .isEmpty();
  }

  @Test
  void endsAtTheFirstThingThatItCannotKnow() throws Exception {
    CommandPreview preview = preview("rm one; systemctl enable nginx; rm x.log");
    assertThat(preview.changes()).hasSize(1);
    assertThat(preview.unknown().orElseThrow()).contains("systemctl");
    assertThat(preview.blindSpots().get(0).subject()).isEqualTo("systemctl enable nginx");
    assertThat(preview.blindSpots().get(0).reason()).contains("services");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm one; systemctl restart nginx; rm x.log",
        "rm one && systemctl restart nginx; rm x.log",
        "rm one; systemctl -q reload nginx || true; rm x.log",
        "set -e; rm one; systemctl restart nginx || true; rm x.log",
        "rm one; service nginx restart > /dev/null 2>&1; sleep 1; rm x.log",
        "(systemctl stop nginx); rm one x.log",
        "set -e; rm one; rm x.log; systemctl restart nginx",
        "for s in a b; do systemctl restart $s; done; rm one x.log",
        "rm one x.log; systemctl daemon-reload; systemctl start nginx"
      })
  void aServiceIsNamedAndPassedOver(String script) throws Exception {
    CommandPreview preview = preview(script);
    assertThat(preview.unknown()).isEmpty();
    assertThat(preview.changes()).hasSize(2);
    assertThat(preview.blindSpots().get(0).reason()).endsWith("I can't show what that does");
    assertThat(preview.sentence()).contains("; it also runs '", "what that does I can't show");
    boolean last = script.matches(".*systemctl [a-z]+ nginx");
    assertThat(preview.blindSpots().stream().map(BlindSpot::subject).toList())
        .as("whether it says that what comes after it rests on a guess")
        .satisfies(
            subjects ->
                assertThat(subjects.contains("what the script does after that")).isEqualTo(!last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm one; systemctl restart nginx && rm x.log",
        "rm one; systemctl restart nginx || rm x.log",
        "rm one; if systemctl restart nginx; then rm x.log; fi",
        "rm one; systemctl restart nginx; test $? = 0",
        "rm one; ! systemctl restart nginx || rm x.log",
        "set -e; rm one; systemctl restart nginx; rm x.log",
        "set -e; rm one; (systemctl restart nginx); rm x.log",
        "set -e; rm one; for s in a b; do systemctl restart $s; done",
        "rm one; systemctl restart nginx | cat",
        "rm one; x=$(systemctl restart nginx 2>&1); rm x.log",
        "rm one; systemctl restart nginx > log",
        "rm one; systemctl status nginx; rm x.log",
        "rm one; systemctl restart -- nginx; rm x.log"
      })
  void whatDependsOnAServiceIsNotGuessed(String script) throws Exception {
    CommandPreview preview = preview(script);
    assertThat(preview.unknown()).isPresent();
    assertThat(preview.changes())
        .filteredOn(change -> change.kind() == ChangeKind.DELETED)
        .extracting(change -> change.path().toString())
        .allMatch(path -> path.endsWith("/one"))
        .hasSize(1);
    assertThat(preview.blindSpots()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "systemctl start app; [ -e pid ] || echo missing > flag",
        "systemctl start app; for f in *.log; do echo $f > flag; done",
        "systemctl start app; echo *.log",
        "systemctl start app; [ -f one ]",
        "systemctl start app; : > flag",
        "systemctl start app; > flag",
        "systemctl start app; echo more >> one",
        "systemctl start app; true < one",
        "systemctl start app; cd logs",
        "(systemctl start app); { : > flag; }",
        "for s in a b; do systemctl restart $s; done; test -d logs"
      })
  void whatIsLookedAtOrChangedAfterAServiceIsSaidToRestOnAGuess(String script) throws Exception {
    CommandPreview preview = preview(script);
    assertThat(preview.unknown()).isEmpty();
    assertThat(preview.blindSpots())
        .extracting(BlindSpot::subject)
        .endsWith("what the script does after that");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "systemctl start app; true; sleep 1; exit 0",
        "systemctl start app; x=1; [ $x = 1 ] && echo done > /dev/null",
        "[ -e one ]; : > flag; cd logs; systemctl start app",
        "for f in *.log; do systemctl restart app; done"
      })
  void whatLooksAtNoFileAfterAServiceRestsOnNoGuess(String script) throws Exception {
    CommandPreview preview = preview(script);
    assertThat(preview.unknown()).isEmpty();
    assertThat(preview.blindSpots()).hasSize(1);
  }

  @Test
  void howAScriptEndsThatEndsWithAServiceIsNotKnown() throws Exception {
    assertThat(preview("rm one; systemctl restart nginx").exitStatus()).isEmpty();
    assertThat(preview("systemctl restart nginx; rm one").exitStatus()).hasValue(0);
    assertThat(preview("systemctl restart nginx; exit 3").exitStatus()).hasValue(3);
    assertThat(preview("systemctl restart nginx; exit").exitStatus()).isEmpty();
  }

  @Test
  void saysWhatItDoesNotFollow() throws Exception {
    for (String script :
        List.of(
            "while true; do rm one; done",
            "rm \"$HOME/one\"",
            "rm `cat one`",
            "rm one &",
            "case x in x) rm one;; esac",
            "f() { rm one; }; f",
            "rm ~/one",
            "X=1 rm one",
            "rm $((1+1))",
            "echo 'a\\nb'",
            "rm {one,two}",
            "rm \"unclosed",
            "if true; then rm one",
            "cd .. && rm one",
            "rm $1",
            "{ rm one; } > out",
            "eval rm one",
            ". ./one",
            "exec rm one",
            "read x; rm one",
            "rm one > /proc/none/x")) {
      CommandPreview preview = preview(script);
      assertThat(preview.isWhole()).as(script).isFalse();
      assertThat(preview.changes()).as(script).isEmpty();
    }
  }

  private CommandPreview preview(String script) throws Exception {
    Path root = Files.exists(folder.resolve("p/tree")) ? folder.resolve("p/tree") : fill("p");
    return previewer.preview(
        Command.script(script).effectUnknown().limits(Limits.of(Duration.ofMinutes(2), 1 << 16)),
        local.view(),
        Situation.of(PreviewUser.root(), root.toString()),
        PreviewLimits.of(Duration.ofMinutes(2), 1 << 20, 10_000, 1 << 20));
  }
}
