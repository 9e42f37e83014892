package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoweringTest {

  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(5), 65536);

  /** Prints its arguments, each with a NUL behind it. */
  private static final List<String> PRINT = List.of("/usr/bin/printf", "%s\\0");

  @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
  @net.jqwik.api.Tag("fault-68")
  @net.jqwik.api.Tag("fault-69")
  @net.jqwik.api.Tag("fault-70")
  void everyByteOfAnArgumentArrivesUnderEveryShell(@ForAll("arguments") List<byte[]> arguments) {
    Command<?> command = print(arguments);
    List<String> expected = arguments.stream().map(bytes -> new Latin1(bytes).text()).toList();
    for (Case each : cases()) {
      Shells.Answer answer = run(each, command, SecretValues.none(), new byte[0]);
      assertThat(answer.arguments()).as("%s", each).isEqualTo(expected);
      assertThat(answer.header().notStarted()).isEmpty();
    }
  }

  @Property(tries = 200)
  void simulatedNodesReadTheArgumentsBack(@ForAll("arguments") List<byte[]> arguments) {
    List<String> expected = new ArrayList<>(PRINT);
    arguments.forEach(bytes -> expected.add(new Latin1(bytes).text()));
    for (ShellDialect dialect : ShellDialect.values()) {
      LoweredScript.Start start = readBack(dialect, print(arguments));
      assertThat(start.work()).isEqualTo(new LoweredScript.Arguments(expected));
      assertThat(start.nonce()).isEqualTo(NONCE);
    }
  }

  @Test
  @Tag("fault-68")
  @Tag("fault-69")
  @Tag("fault-70")
  @Tag("fault-74")
  void awkwardArgumentsArrive() {
    List<byte[]> awkward =
        Stream.of(
                "",
                " ",
                "a b",
                "'",
                "\"",
                "\\",
                "\\\\",
                "\\'",
                "$HOME",
                "$(id)",
                "`id`",
                "*",
                "?",
                "[a]",
                "~",
                "~root",
                "{a,b}",
                "!",
                "!!",
                "!$",
                "\\!",
                "a\nb",
                "\n",
                "\n\n",
                "-n",
                "--",
                "-",
                "%s",
                "%1",
                "#x",
                ";",
                "&",
                "|",
                "<",
                ">",
                "a=b",
                "\t",
                "\r",
                "\u0001",
                "\u007f",
                "é",
                "日本",
                "^a^b",
                "=ls",
                "$status",
                "'\"'\"'",
                "\\n",
                "\\0101",
                "rebe:" + NONCE + ":run:2:0:sh",
                "x".repeat(20_000))
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();
    List<String> expected = awkward.stream().map(bytes -> new Latin1(bytes).text()).toList();
    for (Case each : cases()) {
      Shells.Answer answer = run(each, print(awkward), SecretValues.none(), new byte[0]);
      assertThat(answer.arguments()).as("%s", each).isEqualTo(expected);
    }
  }

  @Test
  @Tag("fault-69")
  void refusesNulBeforeAnythingIsSent() {
    assertThatThrownBy(() -> Argument.of("a\0b")).hasMessageContaining("NUL at byte 1");
  }

  @Test
  void refusesACommandLineThatNoShellCouldBeGiven() {
    LoweredCommand lowered =
        lower(Command.of("echo", "x".repeat(140_000)).readOnly().limits(LIMITS));
    assertThatThrownBy(() -> ShellDialect.POSIX.commandLine(lowered))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("standard input");
  }

  @Test
  void builtinsAndReservedWordsAreProgramsLikeOthers() {
    for (Case each : cases()) {
      assertThat(
              run(each, Command.of("test", "a", "=", "b").readOnly().limits(LIMITS)).ran().exit())
          .as("%s", each)
          .isEqualTo(1);
      assertThat(run(each, Command.of("if", "true").readOnly().limits(LIMITS)).ran().exit())
          .as("%s", each)
          .isEqualTo(127);
    }
  }

  @Test
  @Tag("fault-70")
  void aProgramWhoseNameBeginsWithAHyphenRuns(@TempDir Path folder) throws IOException {
    Path program = folder.resolve("-p");
    Files.writeString(program, "#!/bin/sh\nprintf '%s,' \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Command<?> command =
        Command.of("-p", "a b", "-c")
            .readOnly()
            .limits(LIMITS)
            .environment("PATH", folder + ":/bin:/usr/bin");
    Command<?> owned = command.environment("UID", "7");
    for (Case each : cases()) {
      assertThat(run(each, command).out()).as("%s", each).isEqualTo("a b,-c,");
      assertThat(run(each, owned).out()).as("%s", each).isEqualTo("a b,-c,");
    }
    assertThat(readBack(ShellDialect.ANY, command).work())
        .isEqualTo(new LoweredScript.Arguments(List.of("-p", "a b", "-c")));
  }

  @Test
  void theEnvironmentArrivesEvenWhereAShellOwnsTheName() {
    Command<?> command =
        Command.of("env")
            .readOnly()
            .limits(LIMITS)
            .environment("PLAIN", "a 'b'\n$c!")
            .environment("LC_ALL", "C")
            .environment("UID", "4711")
            .environment("IFS", "x");
    for (Case each : cases()) {
      assertThat(run(each, command).out())
          .as("%s", each)
          .contains("PLAIN=a 'b'\n$c!\n", "LC_ALL=C\n", "UID=4711\n", "IFS=x\n");
    }
  }

  @Test
  void theProgramIsFoundOnThePathThatWasGiven() {
    Command<?> command =
        Command.of("printf", "x").readOnly().limits(LIMITS).environment("PATH", "/nowhere");
    for (Case each : cases()) {
      assertThat(run(each, command).ran().exit()).as("%s", each).isEqualTo(127);
    }
  }

  @Test
  void theCommandRunsInItsDirectory() {
    Command<?> command = Command.of("/bin/pwd").readOnly().limits(LIMITS).directory("/usr/bin/..");
    for (Case each : cases()) {
      assertThat(run(each, command).out()).as("%s", each).isEqualTo("/usr\n");
    }
    assertThat(readBack(ShellDialect.ANY, command).directory()).contains("/usr/bin/..");
  }

  @Test
  void nothingRunsWhereTheDirectoryIsMissing() {
    for (String directory : List.of("/no/such", "-", "no\n'such")) {
      Command<?> command = Command.of("echo", "ran").readOnly().limits(LIMITS).directory(directory);
      for (Case each : cases()) {
        Shells.Answer answer = run(each, command);
        assertThat(answer.out()).as("%s", each).isEmpty();
        assertThat(answer.header().refusal()).contains(FailureKind.DIRECTORY_UNAVAILABLE);
        assertThat(answer.header().notStarted()).contains(FailureKind.DIRECTORY_UNAVAILABLE);
      }
    }
  }

  @Test
  void nothingRunsWhereTheProgramIsMissing(@TempDir Path directory) throws IOException {
    Path noProgram = Files.writeString(directory.resolve("text"), "echo ran");
    for (String program :
        List.of("rebe-no-such", "uname -r", "/no/such", "-x", "no'such\n", noProgram.toString())) {
      Command<?> command =
          Command.of(program, "1")
              .readOnly()
              .limits(LIMITS)
              .directory("/")
              .environment("A", "1")
              .environment("_", "2");
      for (Case each : cases()) {
        Shells.Answer answer = run(each, command);
        assertThat(answer.header().notStarted())
            .as("%s by %s", program, each)
            .contains(FailureKind.PROGRAM_NOT_FOUND);
        assertThat(answer.out()).isEmpty();
      }
    }
  }

  @Test
  void rejectsAnEmptyNameOfAProgram() {
    assertThatThrownBy(() -> Command.of("", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The name of the program is empty");
  }

  @Test
  void aScriptFindsTheShellAsIfNothingHadBeenThere() {
    String text =
        "printf '%s|' \"$#\" \"${rebe_g-unset}\"\nfor i in 1 2; do\n  echo \"line $i\"\ndone # no newline at the end";
    for (Case each : cases()) {
      Shells.Answer answer = run(each, Command.script(text).readOnly().limits(LIMITS));
      assertThat(answer.out()).as("%s", each).isEqualTo("0|unset|line 1\nline 2\n");
    }
    assertThat(readBack(ShellDialect.ANY, Command.script(text).readOnly().limits(LIMITS)).work())
        .isEqualTo(new LoweredScript.Text(text));
  }

  @Test
  void theHeaderTellsTheGroupAndTheDialect() throws IOException {
    for (Case each : cases()) {
      Shells.Answer answer =
          run(each, Command.of("cat", "/proc/self/stat").readOnly().limits(LIMITS));
      String[] fields = answer.out().split(" ", -1);
      ProcessGroup group = answer.header().group().orElseThrow();
      assertThat(group.id()).as("%s", each).isEqualTo(Long.parseLong(fields[4]));
      Path leader = Path.of("/proc/" + group.id() + "/stat");
      if (Files.exists(leader)) {
        String stat = Files.readString(leader);
        assertThat(stat.substring(stat.lastIndexOf(')')).split(" ", -1)[20])
            .as("%s", each)
            .isEqualTo(group.startTime());
      } else {
        assertThat(group.startTime()).as("%s, whose leader has ended", each).isEqualTo("0");
      }
      boolean foreign = Shells.FOREIGN.contains(each.shell());
      if (each.dialect() == ShellDialect.ANY) {
        assertThat(answer.header().dialect())
            .as("%s", each)
            .contains(foreign ? ShellDialect.ANY : ShellDialect.POSIX);
      } else {
        assertThat(answer.header().dialect()).isEmpty();
      }
    }
  }

  @Test
  @Tag("fault-72")
  void secretsTravelByStandardInputAndLeaveNothingBehind() {
    byte[] awkward = new byte[256];
    for (int i = 0; i < 256; i++) {
      awkward[i] = (byte) i;
    }
    byte[] text = "it's $(a) `secret`\\ \nwith lines\n".getBytes(StandardCharsets.UTF_8);
    Secret file = Secret.of("file", name -> new byte[0]);
    Secret variable = Secret.of("variable", name -> new byte[0]);
    Command<?> command =
        Command.of(
                List.of(
                    Argument.of("sh"),
                    Argument.of("-c"),
                    Argument.of(
                        "stat -c %a \"$1\"; printf %s \"$TOKEN\"; cat \"$1\"; cat; echo \"$1\" >&2; exit 7"),
                    Argument.of("sh"),
                    Argument.secretFile(file)))
            .readOnly()
            .limits(LIMITS)
            .environment("TOKEN", EnvironmentValue.of(variable));
    for (Case each : cases()) {
      SecretValues values =
          SecretValues.of(Map.of("file", awkward.clone(), "variable", text.clone()));
      LoweredCommand lowered = LoweredCommand.lower(command, values, NONCE);
      assertThat(new Latin1(lowered.script()).text()).doesNotContain("secret`", "with lines");
      Shells.Answer answer =
          run(each, command, values, "own input".getBytes(StandardCharsets.UTF_8));
      assertThat(answer.out())
          .as("%s", each)
          .isEqualTo("600\n" + new Latin1(text).text() + new Latin1(awkward).text() + "own input");
      assertThat(answer.ran().exit()).isEqualTo(7);
      String path = answer.ran().err().strip();
      assertThat(path).contains(NONCE);
      assertThat(new java.io.File(path).getParentFile()).doesNotExist();
      assertThat(answer.header().group().orElseThrow().privateDirectory())
          .contains(path.substring(0, path.lastIndexOf('/')));
    }
    assertThat(readBack(ShellDialect.ANY, command).secretLines()).isEqualTo(2);
  }

  @Test
  @Tag("fault-72")
  void aCutSecretIsARefusal() {
    Secret secret = Secret.of("token", name -> new byte[0]);
    Command<?> command =
        Command.of("echo", "ran")
            .readOnly()
            .limits(LIMITS)
            .environment("TOKEN", EnvironmentValue.of(secret));
    for (Case each : cases()) {
      Shells.Ran ran =
          Shells.run(
              each.shell(),
              each.dialect()
                  .commandLine(
                      LoweredCommand.lower(
                          command,
                          SecretValues.of(
                              Map.of("token", "value".getBytes(StandardCharsets.UTF_8))),
                          NONCE)));
      assertThat(ran.answer(NONCE).out()).as("%s", each).isEmpty();
      assertThat(ran.answer(NONCE).header().notStarted()).contains(FailureKind.PREPARATION_FAILED);
    }
  }

  @Test
  void refusesANulInASecretVariable() {
    Secret secret = Secret.of("token", name -> new byte[0]);
    Command<?> command =
        Command.of("echo")
            .readOnly()
            .limits(LIMITS)
            .environment("TOKEN", EnvironmentValue.of(secret));
    assertThatThrownBy(
            () ->
                LoweredCommand.lower(
                    command, SecretValues.of(Map.of("token", new byte[] {1, 0})), NONCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NUL");
  }

  @Test
  @Tag("fault-74")
  void aLoginShellThatIsNoneIsUnsupported() {
    Shells.Ran ran =
        Shells.run(
            List.of("/bin/false"),
            ShellDialect.ANY.commandLine(lower(Command.of("id").readOnly().limits(LIMITS))));
    assertThat(ran.answer(NONCE).header().notStarted()).contains(FailureKind.UNSUPPORTED_SHELL);
    assertThat(ShellDialect.ofLoginShell("/usr/sbin/nologin")).isEmpty();
    assertThat(ShellDialect.ofLoginShell("/usr/bin/fish\n")).contains(ShellDialect.ANY);
    assertThat(ShellDialect.ofLoginShell("/bin/bash")).contains(ShellDialect.POSIX);
  }

  @Provide
  Arbitrary<List<byte[]>> arguments() {
    Arbitrary<Byte> any = Arbitraries.bytes().filter(b -> b != 0);
    Arbitrary<Byte> nasty =
        Arbitraries.of(
                Arrays.asList(
                    '\'',
                    '"',
                    '\\',
                    '!',
                    '$',
                    '`',
                    '\n',
                    ' ',
                    '*',
                    '(',
                    ')',
                    '{',
                    '#',
                    '~',
                    '-',
                    '=',
                    '%',
                    '^',
                    (char) 0x81,
                    (char) 0xff))
            .map(c -> (byte) c.charValue());
    return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, any), net.jqwik.api.Tuple.of(2, nasty))
        .array(Byte[].class)
        .ofMaxSize(24)
        .map(LoweringTest::unbox)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static byte[] unbox(Byte[] boxed) {
    byte[] bytes = new byte[boxed.length];
    for (int i = 0; i < boxed.length; i++) {
      bytes[i] = boxed[i];
    }
    return bytes;
  }

  private record Case(List<String> shell, ShellDialect dialect) {}

  /** Every shell by the form that any shell reads, and the POSIX ones by their own as well. */
  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Shells.installed(Shells.ALL).forEach(shell -> cases.add(new Case(shell, ShellDialect.ANY)));
    Shells.installed(Shells.POSIX).forEach(shell -> cases.add(new Case(shell, ShellDialect.POSIX)));
    return cases;
  }

  private static Command<?> print(List<byte[]> arguments) {
    List<Argument> all = new ArrayList<>(PRINT.stream().map(Argument::of).toList());
    arguments.forEach(bytes -> all.add(Argument.of(bytes)));
    return Command.of(all).readOnly().limits(LIMITS);
  }

  private static LoweredCommand lower(Command<?> command) {
    return LoweredCommand.lower(command, SecretValues.none(), NONCE);
  }

  private static LoweredScript.Start readBack(ShellDialect dialect, Command<?> command) {
    Map<String, byte[]> none = Map.of("file", new byte[0], "variable", new byte[0]);
    LoweredCommand lowered = LoweredCommand.lower(command, SecretValues.of(none), NONCE);
    return (LoweredScript.Start) LoweredScript.read(dialect.commandLine(lowered)).orElseThrow();
  }

  private static Shells.Answer run(Case each, Command<?> command) {
    return run(each, command, SecretValues.none(), new byte[0]);
  }

  private static Shells.Answer run(
      Case each, Command<?> command, SecretValues secrets, byte[] input) {
    LoweredCommand lowered = LoweredCommand.lower(command, secrets, NONCE);
    byte[] prefix = lowered.inputPrefix();
    byte[] all = Arrays.copyOf(prefix, prefix.length + input.length);
    System.arraycopy(input, 0, all, prefix.length, input.length);
    return Shells.run(each.shell(), each.dialect().commandLine(lowered), all, Map.of())
        .answer(NONCE);
  }

  /** Not told apart by a shell: 128 and the number may be an exit of its own. */
  @Test
  @Tag("fault-5")
  void diesByTheSignalOfACommandWithPrivateFiles() {
    List<String> signals = new ArrayList<>(List.of("TERM", "KILL", "INT"));
    signals.removeIf(LoweringTest::isIgnoredHere);
    for (Case each : cases()) {
      for (String signal : signals) {
        Command<?> command = killing(signal);
        Shells.Answer answer = run(each, command, key(), new byte[0]);
        int number = signal.equals("TERM") ? 15 : signal.equals("KILL") ? 9 : 2;
        assertThat(answer.ran().exit()).as("%s, %s", each, signal).isEqualTo(128 + number);
        assertThat(new java.io.File(answer.out().strip())).as("%s", each).doesNotExist();
      }
      Shells.Answer accepted = run(each, killing("TERM").acceptExits(0, 143), key(), new byte[0]);
      assertThat(accepted.ran().exit()).as("%s, accepted", each).isEqualTo(143);
    }
  }

  /** A build in the background of a script inherits that INT is ignored, and so do its shells. */
  private static boolean isIgnoredHere(String signal) {
    try {
      return new ProcessBuilder("sh", "-c", "kill -s " + signal + " $$").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void saysInItsScriptWhichExitsAreSignals() {
    String script = new Latin1(LoweredCommand.lower(killing("TERM"), key(), NONCE).script()).text();
    assertThat(script).contains("|143)rm -rf").contains("kill -$((rebe_v-128)) $$");
    String accepting =
        new Latin1(LoweredCommand.lower(killing("TERM").acceptExits(143), key(), NONCE).script())
            .text();
    assertThat(accepting).contains("|142)rm -rf");
  }

  private static SecretValues key() {
    return SecretValues.of(Map.of("key", new byte[] {'k'}));
  }

  private static Command<?> killing(String signal) {
    return Command.of(
            List.of(
                Argument.of("sh"),
                Argument.of("-c"),
                Argument.of("echo \"$1\"; kill -s " + signal + " $$"),
                Argument.of("sh"),
                Argument.secretFile(Secret.of("key", name -> new byte[0]))))
        .readOnly()
        .limits(LIMITS);
  }
}
