package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CommandTextTest {

  private static String textOf(List<Argument> arguments) {
    return Command.of(arguments).readOnly().limits(Limits.of(Duration.ofSeconds(1), 1)).toString();
  }

  @Test
  void showsArgumentsApartAndEscaped() {
    assertThat(
            textOf(
                List.of(
                    Argument.of("ls"),
                    Argument.of("a b"),
                    Argument.of(""),
                    Argument.of("\u001b[2J"),
                    Argument.of(new byte[] {(byte) 0xff}))))
        .isEqualTo("ls 'a b' '' \\u001b[2J \\xff");
  }

  @Test
  void doesNotLetALongArgumentHideThoseAfterIt() {
    assertThat(
            textOf(
                List.of(
                    Argument.of("sh"), Argument.of("x".repeat(5000)), Argument.of("/etc/motd"))))
        .isEqualTo("sh " + "x".repeat(59) + "… /etc/motd");
  }

  @Test
  void putsTheTitleBeforeTheTextAndNeverInItsPlace() {
    Command<?> command =
        Command.of("rm", "-rf", "/srv")
            .readOnly()
            .limits(Limits.of(java.time.Duration.ofSeconds(1), 10))
            .titled("nothing to\nsee");
    assertThat(command.title()).contains("nothing to\nsee");
    assertThat(command.toString()).isEqualTo("nothing to\\nsee [rm -rf /srv]");
    assertThat(command.directory("/").toString()).startsWith("nothing to");
    assertThatThrownBy(() -> command.titled(" ")).hasMessageContaining("blank");
  }

  @Test
  @Tag("fault-72")
  void hidesSecrets() {
    Secret secret = Secret.of("token", name -> "hunter2".getBytes(StandardCharsets.UTF_8));
    assertThat(textOf(List.of(Argument.of("login"), Argument.secretFile(secret))))
        .isEqualTo("login ***");
  }
}
