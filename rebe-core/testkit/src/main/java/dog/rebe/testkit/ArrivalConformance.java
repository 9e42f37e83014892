package dog.rebe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Repetition;
import dog.rebe.command.Secret;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What arrives at a command, and in which surroundings it runs. */
abstract class ArrivalConformance extends HearingConformance {

  @Test
  final void required_121_bringsEveryByteOfAnArgument() {
    byte[] all = new byte[255];
    for (int i = 1; i < 256; i++) {
      all[i - 1] = (byte) i;
    }
    HeardAttempt attempt = run(limited(Command.of(printf(Argument.of(all))).readOnly()));

    assertThat(attempt.stdout()).isEqualTo(all);
  }

  @Test
  final void required_122_bringsArgumentsThatAShellWouldChange() {
    List<String> arguments =
        List.of(
            "", " ", "a b", "a\nb", "\n", "'", "\"", "\\", "$HOME", "$(id)", "`id`", "*", "~", ";",
            "&", "|", ">x", "-n", "--", "-e", "#", "!", "{a,b}", "\t", "%s", "\\n", "=x", "ä€𝄞");
    List<Argument> list = new ArrayList<>(List.of(Argument.of("printf"), Argument.of("<%s>")));
    arguments.stream().map(Argument::of).forEach(list::add);
    HeardAttempt attempt = run(limited(Command.of(list).readOnly()));

    assertThat(attempt.stdoutText())
        .isEqualTo(arguments.stream().map(text -> "<" + text + ">").collect(Collectors.joining()));
  }

  @Test
  final void required_123_bringsRandomArguments() {
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) (1 + random.nextInt(255));
      }
      HeardAttempt attempt = run(limited(Command.of(printf(Argument.of(bytes))).readOnly()));

      assertThat(attempt.stdout()).isEqualTo(bytes);
    }
  }

  @Test
  final void required_124_bringsAScriptOfSeveralLines() {
    HeardAttempt attempt =
        run(limited(Command.script("for i in 1 2 3\ndo echo \"$i'\"\ndone\nexit 4").readOnly()));

    assertThat(attempt.stdoutText()).isEqualTo("1'\n2'\n3'\n");
    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(4));
  }

  @Test
  final void required_125_closesStandardInputWhereThereIsNone() {
    HeardAttempt attempt = run(limited(Command.of("cat").readOnly()));

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
    assertThat(attempt.stdout()).isEmpty();
  }

  @Test
  final void required_126_bringsStandardInputByteForByte() {
    byte[] input = new byte[LARGE];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) random.nextInt();
    }
    HeardAttempt ofBytes =
        run(limited(Command.of("cat").readOnly()).input(StandardInput.of(input)));
    HeardAttempt ofStream =
        run(
            limited(Command.of("cat").readOnly())
                .input(StandardInput.stream(() -> new ByteArrayInputStream(input))));

    assertThat(ofBytes.stdout()).isEqualTo(input);
    assertThat(ofStream.stdout()).isEqualTo(input);
  }

  @Test
  final void required_127_endsThoughACommandDoesNotReadItsInput() {
    HeardAttempt attempt =
        run(limited(Command.of("true").readOnly()).input(StandardInput.of(new byte[LARGE])));

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
  }

  @Test
  final void required_128_sendsNothingWhenTheInputCannotBeOpened() {
    HeardAttempt attempt =
        run(
            limited(Command.of("cat").readOnly())
                .input(
                    StandardInput.stream(
                        () -> {
                          throw new IOException("no such file here");
                        })));

    assertThat(attempt.awaitEnd(LONG)).isInstanceOf(ExchangeEnd.NotStarted.class);
  }

  @Test
  final void required_129_keepsTheTwoStreamsApartAndNeverWaitsForOne() {
    HeardAttempt attempt =
        run(shell(printing(LARGE) + " & { " + printing(LARGE) + "; } >&2; wait"));

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
    assertThat(attempt.stdout()).hasSize(LARGE);
    assertThat(attempt.stderr()).hasSize(LARGE);
  }

  @Test
  final void required_131_setsTheEnvironment() {
    HeardAttempt attempt =
        run(
            shell("printf '%s|%s' \"$REBE_ONE\" \"$REBE_TWO\"")
                .environment("REBE_ONE", "it's $1\n")
                .environment("REBE_TWO", ""));

    assertThat(attempt.stdoutText()).isEqualTo("it's $1\n|");
  }

  @Test
  final void required_132_runsInTheDirectory() {
    assertThat(run(shell("pwd").directory("/usr/")).stdoutText()).isEqualTo("/usr\n");
  }

  @Test
  final void required_133_runsNothingWhereThereIsNoSuchDirectory() {
    String file = scratchPath();
    HeardAttempt attempt =
        run(
            limited(Command.of("touch", file).changes(Repetition.REPEATABLE))
                .directory("/nonexistent/directory"));

    assertThat(attempt.awaitEnd(LONG))
        .isInstanceOfSatisfying(
            ExchangeEnd.NotStarted.class,
            end -> assertThat(end.kind()).isEqualTo(FailureKind.DIRECTORY_UNAVAILABLE));
    assertThat(run(shell("test -e " + file)).awaitEnd(LONG)).isEqualTo(exited(1));
  }

  @Test
  final void required_134_bringsSecretsByEnvironmentFileAndInput() {
    byte[] value = "s3cret' \\n $x\nline".getBytes(StandardCharsets.UTF_8);
    Secret secret = Secret.of("kit", name -> value.clone());
    Command<?> command =
        limited(
                Command.of(
                        List.of(
                            Argument.of("sh"),
                            Argument.of("-c"),
                            Argument.of(
                                "printf '%s|' \"$REBE_SECRET\"; cat \"$1\"; printf '|'; cat;"
                                    + " ls -l \"$1\" | cut -c1-10 >&2"),
                            Argument.of("sh"),
                            Argument.secretFile(secret)))
                    .readOnly())
            .environment("REBE_SECRET", EnvironmentValue.of(secret))
            .input(StandardInput.secret(secret));
    HeardAttempt attempt = run(command, Map.of("kit", value.clone()));

    String text = new String(value, StandardCharsets.UTF_8);
    assertThat(attempt.stdoutText()).isEqualTo(text + "|" + text + "|" + text);
    assertThat(new String(attempt.stderr(), StandardCharsets.UTF_8)).contains("-rw-------");
  }

  @Test
  final void required_135_showsNoSecretInTheArgumentsOfAnyProcess() {
    String canary = "canary" + HexFormat.of().toHexDigits(random.nextLong());
    byte[] value = canary.getBytes(StandardCharsets.UTF_8);
    Secret secret = Secret.of("kit", name -> value.clone());
    Command<?> command =
        shell("cat /proc/[0-9]*/cmdline 2>/dev/null; test -n \"$REBE_SECRET\"")
            .environment("REBE_SECRET", EnvironmentValue.of(secret));
    HeardAttempt attempt = run(command, Map.of("kit", value));

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
    assertThat(attempt.stdoutText()).doesNotContain(canary);
  }
}
