package dog.rebe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(LeakCheck.class)
class PreviewCommandTest {

  @TempDir Path home;
  private Path folder;

  @BeforeEach
  void makeAFolder() throws IOException {
    folder = Files.createDirectories(home.resolve("work"));
    Files.writeString(folder.resolve("old.log"), "nothing happened\n");
    Files.writeString(folder.resolve("app.conf"), "level = debug\nport = 1\n");
  }

  private Typed preview(String... rest) {
    List<String> arguments = new ArrayList<>(List.of("preview"));
    arguments.addAll(List.of(rest));
    return Keyboard.in(home).type(arguments.toArray(String[]::new));
  }

  private Typed local(String... rest) {
    List<String> arguments = new ArrayList<>(List.of("--local", folder.toString(), "-d", "2m"));
    arguments.addAll(List.of(rest));
    return preview(arguments.toArray(String[]::new));
  }

  @Test
  void saysInOneSentenceWhatWouldHappenToAFolderOfThisMachine() {
    Typed typed = local("--", "rm", "-r", "old.log");

    assertThat(typed.out())
        .startsWith("\n  This will delete 1 file (up to 17 bytes) in")
        .contains("and change nothing else")
        .contains("old.log (file, 17 bytes)")
        .contains("It would end with status 0")
        .contains("Not seen: hard links")
        .contains("Nothing has been changed on any machine.");
    assertThat(typed.exit()).isEqualTo(ExitCode.OK.number());
    assertThat(typed.err()).isEmpty();
    assertThat(folder.resolve("old.log")).exists();
  }

  @Test
  void showsTheLinesOfATextThatWouldBeOthers() throws IOException {
    Typed typed = local("--script", "sed -i s/debug/info/ app.conf");

    assertThat(typed.out())
        .contains("        -level = debug\n        +level = info\n         port = 1\n");
    assertThat(Files.readString(folder.resolve("app.conf"))).startsWith("level = debug\n");
  }

  @Test
  void saysWhereItHadToStopAndEndsWithAStatusOfItsOwn() {
    Typed typed = local("--script", "rm old.log; systemctl enable app; rm app.conf");

    assertThat(typed.exit()).isEqualTo(ExitCode.CANNOT_TELL.number());
    assertThat(typed.out().replaceAll("\\s+", " "))
        .contains("and more that I cannot tell.")
        .contains("From here on I cannot tell, because 'systemctl enable app' does more than")
        .contains("Not shown: systemctl enable app (it starts, stops or changes services;")
        .doesNotContain("app.conf");
  }

  @Test
  void namesTheServicesThatAScriptRestartsAndGoesOn() {
    Typed typed = local("--script", "rm old.log; systemctl restart app; rm app.conf");

    assertThat(typed.exit()).isEqualTo(ExitCode.OK.number());
    assertThat(typed.out().replaceAll("\\s+", " "))
        .contains("This will delete 2 files")
        .contains("it also runs 'systemctl restart app', and what that does I can't show.")
        .contains("Not shown: systemctl restart app (it restarts app; I can't show what that does)")
        .contains("Not shown: what the script does after that (it is shown as if no service");
  }

  @Test
  void saysHowToWriteWhatNoProgramIsCalled() {
    assertThat(local("--", "rm -r build").out().replaceAll("\\s+", " "))
        .contains("I know no program 'rm -r build': write its words apart, or use a script")
        .contains("How I know: I do not know it, for the reason that is given.");
    assertThat(local("--", "sudo", "rm", "old.log").out().replaceAll("\\s+", " "))
        .contains("I do not look behind sudo: leave it out, and say as whom")
        .contains("(--as-user root)");
  }

  @Test
  void asksTheToolWhereItHasADryRunOfItsOwn() {
    Typed typed = local("--", "sysctl", "-w", "kernel.ostype=Linux");

    assertThat(typed.out())
        .contains("This will change nothing that I can see.")
        .contains("How I know: I asked the machine, by a command of its own that only reads.");
    assertThat(typed.exit()).isZero();
  }

  @Test
  void tellsEqualMachinesOnce() {
    Typed typed = preview("--demo", "-d", "2m", "-s", "role in (router,db)");

    assertThat(typed.exit()).isEqualTo(ExitCode.OK.number());
    assertThat(typed.out())
        .contains("The same on 9 machines; differs on 1.")
        .contains("This will delete 2 files (up to 12 KB) in /var/log/app, change 1 file")
        .contains("router-bergen-05:\n  This will delete 3 files (up to 39 KB)")
        .contains("-log_level = debug")
        .contains("+log_level = info");
    assertThat(typed.err()).contains("SSH servers run inside this process");
  }

  @Test
  void tellsWhichMachinesCouldNotBeLookedAt() {
    Typed typed = preview("--demo", "-d", "2m", "-s", "role=sensor,site=hamburg", "--", "true");

    assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(typed.out())
        .contains("1 of 3 machines could not be looked at:")
        .contains("The machine sensor-hamburg-07 turned us away at the door.");
  }

  @Test
  void countsOneMachineAsOne() throws IOException {
    Files.createDirectories(home.resolve(".ssh"));
    TestKeys.write(home.resolve(".ssh/id_ed25519"), "rw-------");
    Typed typed = preview("-n", "127.0.0.1:1", "-d", "2m", "--", "true");

    assertThat(typed.out()).contains("1 of 1 machine could not be looked at:");
  }

  @Test
  void printsOneObjectPerLine() {
    Typed typed = local("--json", "--", "rm", "old.log");

    List<JsonNode> lines =
        typed.out().lines().map(line -> new JsonMapper().readTree(line)).toList();
    assertThat(lines)
        .extracting(line -> line.get("type").asString())
        .containsExactly("start", "node", "summary");
    JsonNode preview = lines.get(1).get("preview");
    assertThat(preview.get("sentence").asString()).startsWith("This will delete 1 file");
    assertThat(preview.get("previewed").asString()).isEqualTo("sandbox");
    assertThat(preview.get("whole").asBoolean()).isTrue();
    JsonNode change = preview.get("changes").get(0);
    assertThat(change.get("kind").asString()).isEqualTo("deleted");
    assertThat(change.get("path").asString()).endsWith("/old.log");
    assertThat(new String(Base64.getDecoder().decode(change.get("pathBytes").asString()), UTF_8))
        .isEqualTo(change.get("path").asString());
    JsonNode before = change.get("before");
    assertThat(before.propertyNames())
        .contains("type", "mode", "userId", "groupId", "sizeBytes")
        .isSubsetOf("type", "mode", "userId", "groupId", "sizeBytes", "content");
    assertThat(before.get("type").asString()).isEqualTo("regular");
    assertThat(before.get("mode").isInt()).isTrue();
    JsonNode group = lines.get(2).get("groups").get(0);
    assertThat(group.get("nodes").asInt()).isEqualTo(1);
    assertThat(group.get("digest").asString())
        .isEqualTo(preview.get("digest").asString())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void writesAPageThatNeedsNothingElse() throws IOException {
    Path page = home.resolve("page.html");
    Files.writeString(folder.resolve("<b>&\"x.log"), "<script>alert(1)</script>\n");

    Typed typed = local("--html", page.toString(), "--script", "rm ./*.log; echo '<i>' > new");

    String html = Files.readString(page);
    assertThat(typed.err()).contains("Written for a browser: " + page);
    assertThat(html)
        .contains("Content-Security-Policy")
        .contains("default-src 'none'")
        .contains("name=\"viewport\"")
        .contains("&lt;b&gt;&amp;&quot;x.log")
        .contains("+&lt;i&gt;")
        .doesNotContain("<b>")
        .doesNotContain("<i>")
        .doesNotContain("<script")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("src=")
        .doesNotContain("url(");
    assertThat(home.toFile().list()).noneMatch(name -> name.endsWith(".part"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--local /no/such/folder -- true | there is no such folder",
        "--local / --demo -- true | leave out --inventory, --node, --demo",
        "--local / | What should run?",
        "--local / true | 'true' is no option of preview: put the program and its arguments after '--'",
        "--local /etc/passwd -- true | --local /etc/passwd is no folder",
        "--local / --changes -- true | A preview needs no effect",
        "--local / --destroys=once -- true | A preview needs no effect",
        "--local / -c 0 -- true | use 1 to 64",
        "--local / --max-files 0 -- true | use 1 or more",
        "--local / --list 0 -- true | use 1 or more",
        "--local / --html /no/such/folder/x.html -- true | Make the folder first",
        "--local / --html / -- true | is a directory"
      })
  void refusesWhatIsWrongWithARemedy(String line, String remedy) {
    Typed typed = preview(line.strip().split(" ", -1));

    assertThat(typed.exit()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(typed.err()).contains(remedy.strip()).contains("Nothing was run");
    assertThat(typed.out()).isEmpty();
  }
}
