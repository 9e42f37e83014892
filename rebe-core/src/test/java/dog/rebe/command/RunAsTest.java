package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RunAsTest {

  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(5), 65536);
  private static final List<String> AS_NOBODY = List.of("sudo", "-n", "-u", "nobody");

  @Test
  void theCommandRunsAsTheOtherUser() {
    requireSudo();
    for (List<String> shell : Shells.installed(Shells.ALL)) {
      Shells.Answer answer =
          run(shell, Command.of("id", "-un").readOnly().limits(LIMITS), RunAs.sudo("nobody"));
      assertThat(answer.out()).as("%s", shell).isEqualTo("nobody\n");
      assertThat(answer.header().dialect())
          .contains(Shells.FOREIGN.contains(shell) ? ShellDialect.ANY : ShellDialect.POSIX);
    }
  }

  @Test
  void argumentsArriveThroughSudo() {
    requireSudo();
    Command<?> command =
        Command.of("printf", "%s|", "it's", "$(id)\n!x", "\\", "")
            .readOnly()
            .limits(LIMITS)
            .directory("/tmp");
    for (List<String> shell : Shells.installed(Shells.ALL)) {
      assertThat(run(shell, command, RunAs.sudo("nobody")).out())
          .as("%s", shell)
          .isEqualTo("it's|$(id)\n!x|\\||");
    }
  }

  @Test
  void secretsReachTheOtherUserOnly() {
    requireSudo();
    Command<?> command =
        Command.of(
                List.of(
                    Argument.of("cat"), Argument.secretFile(Secret.of("key", name -> new byte[0]))))
            .readOnly()
            .limits(LIMITS);
    for (List<String> shell : Shells.installed(Shells.ALL)) {
      assertThat(run(shell, command, RunAs.sudo("nobody")).out())
          .as("%s", shell)
          .isEqualTo("value");
    }
  }

  @Test
  @Tag("fault-75")
  void aSudoThatAsksForAPasswordIsARefusalAndNothingRuns() {
    requireSudo();
    for (List<String> shell : Shells.installed(Shells.ALL)) {
      List<String> nobody = Stream.concat(AS_NOBODY.stream(), shell.stream()).toList();
      Shells.Answer answer =
          run(nobody, Command.of("echo", "ran").readOnly().limits(LIMITS), RunAs.sudo("root"));
      assertThat(answer.out()).as("%s", shell).isEmpty();
      assertThat(answer.header().notStarted()).as("%s", shell).contains(FailureKind.RUN_AS_REFUSED);
      assertThat(answer.ran().exit()).isNotZero();
    }
  }

  @Test
  @Tag("fault-75")
  void anUnknownUserIsARefusal() {
    requireSudo();
    List<String> shell = Shells.installed(Shells.POSIX).get(0);
    Shells.Answer answer =
        run(shell, Command.of("echo", "ran").readOnly().limits(LIMITS), RunAs.sudo("no-such-user"));
    assertThat(answer.out()).isEmpty();
    assertThat(answer.header().notStarted()).contains(FailureKind.RUN_AS_REFUSED);
  }

  @Test
  @Tag("fault-75")
  void aMissingToolIsARefusal() {
    assumeTrue(!Shells.isInstalled("doas"), "doas is installed here");
    for (List<String> shell : Shells.installed(Shells.ALL)) {
      Shells.Answer answer =
          run(shell, Command.of("echo", "ran").readOnly().limits(LIMITS), RunAs.doas("root"));
      assertThat(answer.out()).as("%s", shell).isEmpty();
      assertThat(answer.header().notStarted()).as("%s", shell).contains(FailureKind.RUN_AS_REFUSED);
    }
  }

  @Test
  @Tag("fault-71")
  void refusesAUserNameThatIsNone() {
    for (String name : List.of("", "-u", "a b", "$USER", "a\\b", "a\nb", "a\u0007", "a;id", "#0")) {
      assertThatThrownBy(() -> RunAs.sudo(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + VisibleText.line(name, 60) + "'");
    }
  }

  @Test
  void simulatedNodesReadTheUserBack() {
    Command<?> command =
        Command.of("id", "a b").readOnly().limits(LIMITS).asUser(RunAs.sudo("www-data"));
    LoweredCommand lowered = LoweredCommand.lower(command, SecretValues.none(), NONCE);
    for (ShellDialect dialect : ShellDialect.values()) {
      LoweredScript.Start start =
          (LoweredScript.Start) LoweredScript.read(dialect.commandLine(lowered)).orElseThrow();
      assertThat(start.runAs()).contains(RunAs.sudo("www-data"));
      assertThat(start.work()).isEqualTo(new LoweredScript.Arguments(List.of("id", "a b")));
      Shells.Answer answer =
          new Shells.Ran(new Latin1(start.header(99, "5")).text() + "out", "", 0).answer(NONCE);
      assertThat(answer.out()).isEqualTo("out");
      assertThat(answer.header().dialect().isPresent()).isEqualTo(dialect == ShellDialect.ANY);
      assertThat(
              new Shells.Ran(new Latin1(start.runAsRefusal()).text(), "", 1)
                  .answer(NONCE)
                  .header()
                  .notStarted())
          .contains(FailureKind.RUN_AS_REFUSED);
    }
  }

  private static void requireSudo() {
    Shells.require("sudo");
    List<String> probe = new ArrayList<>(AS_NOBODY);
    probe.add("sh");
    assumeTrue(Shells.run(probe, Latin1.bytes("exit 0")).exit() == 0, "This user may not use sudo");
  }

  private static Shells.Answer run(List<String> shell, Command<?> command, RunAs user) {
    SecretValues secrets = SecretValues.of(Map.of("key", Latin1.bytes("value")));
    LoweredCommand lowered = LoweredCommand.lower(command.asUser(user), secrets, NONCE);
    return Shells.run(shell, ShellDialect.ANY.commandLine(lowered), lowered.inputPrefix(), Map.of())
        .answer(NONCE);
  }
}
