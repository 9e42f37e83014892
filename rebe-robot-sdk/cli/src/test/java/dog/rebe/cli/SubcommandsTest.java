package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubcommandsTest {

  private static final Pattern LISTED = Pattern.compile("(?m)^ {2}([a-z]+)(?: |$)");

  @TempDir Path home;

  private List<String> listed() {
    Typed help = Keyboard.in(home).type("--help");
    String list = help.out().substring(help.out().indexOf("Commands:"));
    return LISTED.matcher(list).results().map(match -> match.group(1)).toList();
  }

  @Test
  void areAllListed() {
    assertThat(listed())
        .containsExactly(
            "discover",
            "run",
            "preview",
            "put",
            "get",
            "enroll",
            "doctor",
            "plugin",
            "robot",
            "realm",
            "chronicle",
            "verify",
            "version");
  }

  @Test
  void haveTheNamesUnderWhichTheyAreListed() {
    for (String name : listed()) {
      Typed help = Keyboard.in(home).type(name, "--help");

      assertThat(help.exit()).as(name).isEqualTo(ExitCode.OK.number());
      assertThat(help.out()).as(name).contains(" rebe " + name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "robot", "realm", "chronicle", "plugin"})
  void areEachListedWithWhatTheyDo(String group) {
    String[] typed = group.isEmpty() ? new String[] {"--help"} : new String[] {group, "--help"};
    String help = Keyboard.in(home).type(typed).out();

    assertThat(help.substring(help.indexOf("Commands:")).lines().filter(LISTED.asPredicate()))
        .hasSizeGreaterThan(2)
        .allMatch(line -> line.matches(" {2}[a-z]+ +[A-Z].*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "robot", "realm"})
  void theirHelpNamesEveryExitCode(String group) {
    String[] typed = group.isEmpty() ? new String[] {"--help"} : new String[] {group, "--help"};
    String help = Keyboard.in(home).type(typed).out().replaceAll("\\s+", " ");

    assertThat(ExitCode.values())
        .allSatisfy(
            code ->
                assertThat(help.substring(help.indexOf("Exit codes:")))
                    .containsPattern("[:,] " + code.number() + " [a-z]"));
  }

  @Test
  void thatOfRealmsSaysWherePoliciesLie() {
    assertThat(Keyboard.in(home).type("realm", "--help").out())
        .contains("A policy is a file in FOLDER/policies/")
        .contains("    need 1 | It changes something. | plan.impact == \"changes\"");
  }

  @Test
  void areFoundBehindTheOptionsOfAll() {
    Typed help = Keyboard.in(home).type("-v", "run", "--help");

    assertThat(help.out()).isEqualTo(Keyboard.in(home).type("run", "--help").out());
  }
}
