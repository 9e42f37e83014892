package dog.rebe.command;

import static dog.rebe.command.BatchAnswer.Status.COMPLETED;
import static dog.rebe.command.BatchAnswer.Status.TIMED_OUT;
import static dog.rebe.command.BatchAnswer.Status.UNKNOWN;
import static dog.rebe.command.BatchMember.Kind.INLINE;
import static dog.rebe.command.BatchMember.Kind.SEPARATE;
import static dog.rebe.command.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {

  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final Limits LIMITS = Limits.of(Duration.ofMinutes(2), 1 << 20);
  private static final Duration PLENTY = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(900);

  @Test
  void eachMemberHasItsOutputAndExitUnderEveryShell() throws DecodeException {
    Batch batch =
        new Batch(
            List.of(
                member("builtin", "read -r a b </proc/version; printf %s \"$a\"", INLINE),
                member("fails", "echo half; false", INLINE),
                member("comment", "echo it\\'s # a comment", INLINE),
                member("separate", "echo sub; exit 3", SEPARATE),
                member("missing", "no-such-program", SEPARATE),
                member("locale", "echo \"$LC_ALL\"; cat", INLINE),
                member("bytes", "printf '\\0\\377\\n\\n'", SEPARATE),
                member("silent", ":", INLINE)));
    for (List<String> shell : Shells.installed(Shells.ALL)) {
      BatchResult result = run(shell, batch);
      assertThat(result.answers().keySet())
          .as("%s", shell)
          .containsExactlyElementsOf(batch.members().stream().map(BatchMember::name).toList());
      assertCompleted(result, "builtin", 0, "Linux");
      assertCompleted(result, "fails", 1, "half\n");
      assertCompleted(result, "comment", 0, "it's\n");
      assertCompleted(result, "separate", 3, "sub\n");
      assertCompleted(result, "missing", 127, "");
      assertCompleted(result, "locale", 0, "C\n");
      assertCompleted(result, "bytes", 0, "\0\u00ff\n\n");
      assertCompleted(result, "silent", 0, "");
    }
  }

  @Test
  @Tag("fault-76")
  void aMemberThatHangsLeavesTheOthersAndNoProcess() throws DecodeException {
    for (List<String> shell : Shells.installed(Shells.POSIX)) {
      BatchResult result = run(shell, hanging(SHORT));
      // Killed before it said anything, as on a busy machine: by a longer timeout then.
      for (int longer : new int[] {4, 20}) {
        if (result.answer("hangs").output().size() == 0) {
          result = run(shell, hanging(SHORT.multipliedBy(longer)));
        }
      }
      assertCompleted(result, "before", 0, "one\n");
      assertCompleted(result, "between", 0, "two\n");
      assertCompleted(result, "after", 0, "three\n");
      assertThat(result.answer("hangs").status()).as("%s", shell).isEqualTo(TIMED_OUT);
      assertThat(result.answer("hangs").output().utf8()).isEqualTo("part\n");
      assertThat(result.answer("pipeline").status()).isEqualTo(TIMED_OUT);
      await().untilAsserted(() -> assertThat(sleepersOf("471[1-3]")).as("%s", shell).isEmpty());
    }
  }

  private static Batch hanging(Duration timeout) {
    return new Batch(
        List.of(
            member("before", "echo one", INLINE),
            member(
                "hangs",
                "echo part; trap '' TERM; sleep 4711 & sleep 4712; echo never",
                SEPARATE,
                timeout),
            member("between", "echo two", SEPARATE),
            member("pipeline", "sleep 4713 | cat", SEPARATE, timeout),
            member("after", "echo three", INLINE)));
  }

  /**
   * The shell cannot find the hanging process here, as it cannot end one that hangs in the kernel.
   */
  @Test
  @Tag("fault-76")
  void theBatchEndsAlthoughAMemberThatCannotBeEndedHoldsItsOutput(@TempDir Path folder)
      throws Exception {
    Files.createSymbolicLink(folder.resolve("sleep"), Path.of("/bin/sleep"));
    Batch batch =
        new Batch(
            List.of(
                member("hangs", "sleep 4721; echo never", SEPARATE, SHORT),
                member("after", "echo three", INLINE)));
    Command<?> command = Command.of(batch).limits(LIMITS).environment("PATH", folder.toString());
    LoweredCommand lowered = LoweredCommand.lower(command, SecretValues.none(), NONCE);
    for (List<String> shell : Shells.installed(List.of(List.of("dash"), List.of("bash")))) {
      List<String> line = new ArrayList<>(shell);
      line.addAll(List.of("-c", new Latin1(ShellDialect.POSIX.commandLine(lowered)).text()));
      Process process = new ProcessBuilder(line).start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s", shell).isTrue();
        assertThat(process.exitValue()).isZero();
        await("still holds standard output").until(() -> !sleepersOf("4721").isEmpty());
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith(":done\n")) {
          answer.append(out.readLine()).append('\n');
        }
        BatchResult result = decode(batch, new Shells.Ran(answer.toString(), "", 0));
        assertThat(result.answer("hangs").status()).isEqualTo(TIMED_OUT);
        assertCompleted(result, "after", 0, "three\n");
      } finally {
        for (String pid : sleepersOf("4721")) {
          ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
      }
    }
  }

  @Test
  void aMemberThatEndsTheShellLeavesTheRestUnknown() throws DecodeException {
    Batch batch =
        new Batch(
            List.of(member("exits", "echo a; exit 5", INLINE), member("after", "echo b", INLINE)));
    for (List<String> shell : Shells.installed(Shells.POSIX)) {
      BatchResult result = run(shell, batch);
      assertThat(result.answer("exits").status()).as("%s", shell).isEqualTo(UNKNOWN);
      assertThat(result.answer("exits").output().utf8()).isEqualTo("a\n");
      assertThat(result.answer("after").status()).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void runsInTheDirectoryAndEnvironmentOfTheCommandAsTheOtherUser() throws DecodeException {
    Shells.require("sudo");
    Batch batch =
        new Batch(
            List.of(
                member("inline", "pwd; echo $WHAT", INLINE),
                member("separate", "id -un", SEPARATE)));
    Command<BatchResult> command =
        Command.of(batch)
            .limits(LIMITS)
            .decode(BatchDecoder.of(batch))
            .directory("/tmp")
            .environment("WHAT", "a b")
            .asUser(RunAs.sudo("nobody"));
    for (List<String> shell : Shells.installed(Shells.ALL)) {
      BatchResult result = run(shell, batch, command);
      assertCompleted(result, "inline", 0, "/tmp\na b\n");
      assertCompleted(result, "separate", 0, "nobody\n");
    }
  }

  @Test
  void simulatedNodesAnswerMemberByMember() throws DecodeException {
    Batch batch =
        new Batch(
            List.of(
                member("one", "cat /x", INLINE),
                member("two", "df", SEPARATE),
                member("three", ":", INLINE)));
    LoweredCommand lowered = lower(Command.of(batch).limits(LIMITS));
    for (ShellDialect dialect : ShellDialect.values()) {
      LoweredScript.Start start =
          (LoweredScript.Start) LoweredScript.read(dialect.commandLine(lowered)).orElseThrow();
      assertThat(start.work()).isEqualTo(new LoweredScript.Members(List.of("one", "two", "three")));
      String answer =
          text(start.header(99, "5"))
              + "first"
              + text(start.memberEnd("one", 0))
              + text(start.memberLate("two"))
              + text(start.memberEnd("three", 2))
              + text(start.batchEnd());
      BatchResult result = decode(batch, new Shells.Ran(answer, "", 0));
      assertCompleted(result, "one", 0, "first");
      assertThat(result.answer("two").status()).isEqualTo(TIMED_OUT);
      assertCompleted(result, "three", 2, "");
    }
  }

  private static void assertCompleted(BatchResult result, String member, int exit, String output) {
    BatchAnswer answer = result.answer(member);
    assertThat(answer.status()).as(member).isEqualTo(COMPLETED);
    assertThat(answer.exit()).as(member).hasValue(exit);
    assertThat(text(answer.output().bytes())).as(member).isEqualTo(output);
  }

  private static BatchMember member(String name, String script, BatchMember.Kind kind) {
    return member(name, script, kind, PLENTY);
  }

  private static BatchMember member(
      String name, String script, BatchMember.Kind kind, Duration timeout) {
    return new BatchMember(name, script, timeout, 65536, kind);
  }

  private static BatchResult run(List<String> shell, Batch batch) throws DecodeException {
    return run(shell, batch, Command.of(batch).limits(LIMITS));
  }

  private static BatchResult run(List<String> shell, Batch batch, Command<?> command)
      throws DecodeException {
    ShellDialect dialect = Shells.FOREIGN.contains(shell) ? ShellDialect.ANY : ShellDialect.POSIX;
    return decode(
        batch, Shells.run(shell, dialect.commandLine(lower(command)), new byte[0], Map.of()));
  }

  private static LoweredCommand lower(Command<?> command) {
    return LoweredCommand.lower(command, SecretValues.none(), NONCE);
  }

  private static BatchResult decode(Batch batch, Shells.Ran ran) throws DecodeException {
    byte[] output = Latin1.bytes(ran.answer(NONCE).out());
    return BatchDecoder.of(batch)
        .decodePartial(new CapturedOutput(CapturedStream.of(output), CapturedStream.empty()));
  }

  private static List<String> sleepersOf(String pattern) {
    List<String> found = new ArrayList<>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        String line = commandLine(process);
        if (line.matches("(busybox )?(/bin/)?sleep " + pattern + " ?")) {
          found.add(process.getFileName().toString());
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return found;
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  private static String text(byte[] bytes) {
    return new Latin1(bytes).text();
  }
}
