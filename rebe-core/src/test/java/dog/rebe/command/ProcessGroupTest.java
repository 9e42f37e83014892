package dog.rebe.command;

import static dog.rebe.command.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroupTest {

  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(5), 65536);
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** For who does not end by himself; a quarter of it is left to see that he was killed. */
  private static final Duration SHORT = Duration.ofMillis(400);

  private final List<Running> started = new ArrayList<>();

  @AfterEach
  void leavesNothingRunning() {
    for (Running running : started) {
      Shells.run(List.of("sh"), Latin1.bytes("kill -s KILL -- -" + running.group().id()));
      running.process().destroyForcibly();
    }
  }

  @Test
  @Tag("fault-34")
  void endsTheCommandAndItsChildren() {
    for (List<String> shell : Shells.installed(Shells.POSIX)) {
      Running running =
          start(shell, Command.script("sleep 301 & (sleep 302 & wait) & echo up; wait"));
      String said = end(shell, running.group(), GRACE, Optional.empty());
      assertThat(ProcessGroup.confirmed(said)).as("%s: %s", shell, said).isTrue();
      assertNobodyIsLeft(running);
    }
  }

  @Test
  @Tag("fault-34")
  void killsWhatIgnoresTheRequestToEnd() {
    for (List<String> shell : Shells.installed(Shells.POSIX)) {
      Running running =
          start(
              shell,
              Command.script("trap '' TERM; sleep 303 & echo up; while :; do sleep 304; done"));
      awaitKilled(shell, running.group());
      assertNobodyIsLeft(running);
    }
  }

  @Test
  void zeroGraceKillsAtOnce() {
    for (List<String> shell : Shells.installed(Shells.POSIX)) {
      Running running =
          start(shell, Command.script("trap '' TERM; echo up; while :; do sleep 305; done"));
      end(shell, running.group(), Duration.ZERO, Optional.empty());
      assertNobodyIsLeft(running);
    }
  }

  @Test
  void endsAStoppedProcess() {
    for (List<String> shell : Shells.installed(Shells.POSIX)) {
      Running running =
          start(shell, Command.script("trap 'exit 3' TERM; echo up; kill -s STOP $$; sleep 306"));
      assertThat(ProcessGroup.confirmed(end(shell, running.group(), GRACE, Optional.empty())))
          .as("%s", shell)
          .isTrue();
      assertNobodyIsLeft(running);
    }
  }

  @Test
  void sparesAGroupThatTookTheIdLater() {
    for (List<String> shell : Shells.installed(Shells.POSIX)) {
      Running running = start(shell, Command.script("echo up; sleep 307"));
      long other = Long.parseLong(running.group().startTime()) - 1;
      String said =
          end(
              shell,
              ProcessGroup.of(running.group().id(), String.valueOf(other)),
              GRACE,
              Optional.empty());
      assertThat(ProcessGroup.confirmed(said)).as("%s: %s", shell, said).isTrue();
      assertThat(running.process().isAlive()).isTrue();
    }
  }

  @Test
  void aGroupThatEndedLongAgoIsConfirmed() throws InterruptedException {
    for (List<String> shell : Shells.installed(Shells.POSIX)) {
      Running running = start(shell, Command.script("echo up"));
      running.process().waitFor();
      assertThat(ProcessGroup.confirmed(end(shell, running.group(), GRACE, Optional.empty())))
          .as("%s", shell)
          .isTrue();
    }
  }

  /** Under a name with blanks and brackets, which stands in the middle of the line that is read. */
  @Test
  void findsTheGroupWhateverTheShellIsCalled(@TempDir Path folder) throws IOException {
    Shells.require("dash");
    Path shell = folder.resolve("a) S 1 (b");
    Files.copy(Path.of("/bin/dash"), shell);
    assertThat(shell.toFile().setExecutable(true)).isTrue();
    Running running = start(List.of(shell.toString()), Command.script("echo up; sleep 311"));
    assertThat(running.group().startTime()).isNotEqualTo("0");
    assertThat(
            ProcessGroup.confirmed(end(List.of("dash"), running.group(), GRACE, Optional.empty())))
        .isTrue();
    assertNobodyIsLeft(running);
  }

  /** As on nodes whose sleep takes whole seconds only. */
  @Test
  void waitsWhereSleepKnowsNoFractions(@TempDir Path folder) throws IOException {
    Path sleep = folder.resolve("sleep");
    Files.writeString(sleep, "#!/bin/sh\ncase $1 in *.*)exit 1;;esac;exec /bin/sleep \"$@\"\n");
    assertThat(sleep.toFile().setExecutable(true)).isTrue();
    for (List<String> shell : Shells.installed(List.of(List.of("dash"), List.of("bash")))) {
      Running running =
          start(shell, Command.script("trap '' TERM; echo up; while :; do sleep 312; done"));
      awaitConfirmed(
          shell,
          () ->
              end(
                  shell,
                  running.group().endScript(SHORT, Optional.empty()),
                  Map.of("PATH", folder + ":/usr/bin:/bin")));
      assertNobodyIsLeft(running);
    }
  }

  @Test
  void findsTheGroupUnderSudoAndEndsItAsThatUser() {
    Shells.require("sudo");
    for (List<String> shell : Shells.installed(Shells.POSIX)) {
      Running running =
          start(
              shell,
              Command.script("sleep 308 & echo up; wait"),
              Optional.of(RunAs.sudo("nobody")));
      String said = end(shell, running.group(), GRACE, Optional.of(RunAs.sudo("nobody")));
      assertThat(ProcessGroup.confirmed(said)).as("%s: %s", shell, said).isTrue();
      assertNobodyIsLeft(running);
    }
  }

  @Test
  void anotherUserCannotConfirmWhatHeCannotEnd() {
    Shells.require("sudo");
    List<String> shell = Shells.installed(Shells.POSIX).get(0);
    Running running = start(shell, Command.script("echo up; sleep 309"));
    String said =
        end(shell, running.group(), Duration.ofMillis(100), Optional.of(RunAs.sudo("nobody")));
    assertThat(said).contains(EndScript.LEFT);
    assertThat(ProcessGroup.confirmed(said)).isFalse();
    assertThat(running.process().isAlive()).isTrue();
  }

  @Test
  @Tag("fault-72")
  void takesTheSecretsOfAKilledCommandAway() {
    Command<?> command =
        Command.of(
                List.of(
                    Argument.of("sh"),
                    Argument.of("-c"),
                    Argument.of("trap '' TERM; echo up; while :; do sleep 310; done"),
                    Argument.of("sh"),
                    Argument.secretFile(Secret.of("key", name -> new byte[0]))))
            .readOnly()
            .limits(LIMITS);
    for (List<String> shell : Shells.installed(Shells.POSIX)) {
      Running running = start(shell, command);
      Path secrets = Path.of(running.group().privateDirectory().orElseThrow());
      assertThat(secrets).isDirectory();
      awaitKilled(shell, running.group());
      assertThat(secrets).doesNotExist();
    }
  }

  @Test
  void refusesAGroupThatMeansEverybody() {
    assertThatThrownBy(() -> ProcessGroup.of(1, "0")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProcessGroup.of(-5, "0")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProcessGroup.of(5, "0;id"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void simulatedNodesRecogniseTheRequest() {
    for (ShellDialect dialect : ShellDialect.values()) {
      String script = ProcessGroup.of(77, "5").endScript(GRACE, Optional.of(RunAs.doas("www")));
      LoweredScript.End end =
          (LoweredScript.End) LoweredScript.read(dialect.commandLine(script)).orElseThrow();
      assertThat(end).isEqualTo(new LoweredScript.End(77, Optional.of(RunAs.doas("www"))));
      assertThat(ProcessGroup.confirmed(new Latin1(end.answer(true)).text())).isTrue();
      assertThat(ProcessGroup.confirmed(new Latin1(end.answer(false)).text())).isFalse();
    }
  }

  @Test
  void silenceConfirmsNothing() {
    assertThat(ProcessGroup.confirmed("")).isFalse();
    assertThat(ProcessGroup.confirmed("motd: rebe-end:ended")).isFalse();
  }

  private record Running(Process process, ProcessGroup group) {}

  private static String end(
      List<String> shell, ProcessGroup group, Duration grace, Optional<RunAs> runAs) {
    return end(shell, group.endScript(grace, runAs), Map.of());
  }

  private static String end(List<String> shell, String script, Map<String, String> environment) {
    Shells.Ran posix =
        Shells.run(shell, ShellDialect.POSIX.commandLine(script), new byte[0], environment);
    return posix.out() + posix.err();
  }

  /** Ends a group that does not heed the request to. */
  private static void awaitKilled(List<String> shell, ProcessGroup group) {
    awaitConfirmed(shell, () -> end(shell, group, SHORT, Optional.empty()));
  }

  /** A busy machine may take longer to kill somebody than was left to see it: it is asked again. */
  private static void awaitConfirmed(List<String> shell, Supplier<String> end) {
    await()
        .pollDelay(Duration.ZERO)
        .untilAsserted(
            () -> {
              String said = end.get();
              assertThat(ProcessGroup.confirmed(said)).as("%s: %s", shell, said).isTrue();
            });
  }

  /** Members of a group that are not zombies. */
  private static void assertNobodyIsLeft(Running running) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        Shells.run(
                                List.of("sh"),
                                Latin1.bytes(
                                    "cat /proc/[0-9]*/stat 2>/dev/null | grep -E '\\) [^ZX] [0-9]+ "
                                        + running.group().id()
                                        + " '"))
                            .out())
                    .isEmpty());
  }

  private Running start(List<String> shell, Command.NeedsEffect command) {
    return start(shell, command, Optional.empty());
  }

  private Running start(List<String> shell, Command.NeedsEffect command, Optional<RunAs> runAs) {
    Command<?> limited = command.readOnly().limits(LIMITS);
    return start(shell, runAs.isPresent() ? limited.asUser(runAs.get()) : limited);
  }

  /**
   * Starts a command in a session of its own, as an SSH server does, and waits for its first line.
   */
  private Running start(List<String> shell, Command<?> command) {
    Shells.require("setsid");
    SecretValues secrets = SecretValues.of(Map.of("key", new byte[] {'k'}));
    LoweredCommand lowered = LoweredCommand.lower(command, secrets, NONCE);
    List<String> line = new ArrayList<>(List.of("setsid", "--wait"));
    line.addAll(shell);
    line.add("-c");
    line.add(new String(ShellDialect.POSIX.commandLine(lowered), StandardCharsets.UTF_8));
    try {
      Process process =
          new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().write(lowered.inputPrefix());
      process.getOutputStream().close();
      HeaderReader header = new HeaderReader(NONCE);
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String read = reader.readLine();
      while (read != null && !read.equals("up")) {
        ByteBuffer unused =
            header.feed(ByteBuffer.wrap((read + "\n").getBytes(StandardCharsets.UTF_8)));
        read = reader.readLine();
      }
      assertThat(read).as("%s", shell).isEqualTo("up");
      assertThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
      Running running = new Running(process, header.group().orElseThrow());
      started.add(running);
      return running;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
