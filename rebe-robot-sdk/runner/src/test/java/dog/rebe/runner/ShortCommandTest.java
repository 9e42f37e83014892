package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortCommandTest {

  private static Command<?> reading(String program, String... arguments) {
    return Command.of(program, arguments).readOnly().limits(SwitchRobot.LIMITS);
  }

  @Test
  void showsAShortCommandAsItIs() {
    assertThat(ShortCommand.of(reading("switch", "on"))).isEqualTo("switch on");
    assertThat(ShortCommand.of(reading("switch", "on").titled("Light")))
        .isEqualTo("Light [switch on]");
  }

  @Test
  void tellsAScriptByItsLength() {
    String script = "for f;do\n" + "  mv -- \"$f\" \"/var/tmp/$f\"||exit 1\n".repeat(4) + "done\n";
    assertThat(ShortCommand.of(reading("sh", "-c", script, "set-aside", "/var/tmp/quarantine")))
        .isEqualTo("sh -c (6 lines) set-aside /var/tmp/quarantine");
    assertThat(
            ShortCommand.of(
                Command.script("echo one\necho two\n").readOnly().limits(SwitchRobot.LIMITS)))
        .isEqualTo("a script of 2 lines");
  }

  @Test
  void showsTheFirstOfManyArgumentsAndSaysHowManyMore() {
    List<Argument> words = new ArrayList<>(List.of(Argument.of("rm"), Argument.of("-f")));
    for (int i = 10; i < 60; i++) {
      words.add(Argument.of("/var/log/app/app.log." + i));
    }
    String text = ShortCommand.of(Command.of(words).readOnly().limits(SwitchRobot.LIMITS));
    assertThat(text)
        .startsWith("rm -f /var/log/app/app.log.10 ")
        .endsWith(" and 46 more words")
        .hasSizeLessThan(130);
  }

  @Test
  void cutsLongWordsAndShowsNoControlCharacters() {
    String text = ShortCommand.of(reading("echo", "x".repeat(300), "\u001b[31m", "a b"));
    assertThat(text).contains("xxx…").contains("'a b'").doesNotContain("\u001b");
  }
}
