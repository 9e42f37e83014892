package dog.rebe.command;

import static dog.rebe.command.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.command.NodeJournal.Delivered;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The wrapper under kills at every step, kills at any moment, crowds and full disks. What a command
 * really did is counted by the command itself, in a file.
 */
class TokenFaultsTest {

  /** What may happen to the machine between two steps of the wrapper. */
  private static final List<String> BLOWS =
      List.of("kill -s KILL $$\n", "kill -s KILL -- -$rebe_g\n", "kill -s TERM -- -$rebe_g\n");

  static Stream<List<String>> shells() {
    return Shells.installed(Shells.POSIX).stream().map(TokenFaultsTest::inItsOwnSession);
  }

  private static List<String> inItsOwnSession(List<String> shell) {
    return Stream.concat(Stream.of("setsid", "-w"), shell.stream()).toList();
  }

  private static String counting(Path home, String then) {
    return "echo x >>" + home.resolve("count") + "\n" + then;
  }

  private static int executions(Path home) {
    try {
      Path count = home.resolve("count");
      return Files.exists(count) ? Files.readAllLines(count).size() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Command<?> command(Path home, String then, JournalEpoch epoch) {
    return Command.script(counting(home, then))
        .changes(Repetition.ONCE)
        .limits(NodeJournal.LIMITS)
        .token(Token.of("t").under(epoch));
  }

  /** The places in a script before each step of the wrapper, and behind the last. */
  private static List<Integer> places(byte[] script, Command<?> command, String nonce) {
    String text = new Latin1(script).text();
    String body =
        "exec /bin/sh -c "
            + new Latin1(ShellQuoting.posix(((Invocation.Script) command.invocation()).text()))
                .text()
            + "\n";
    List<byte[]> steps =
        new JournalScript(command, command.token().orElseThrow(), nonce, "/dev/null")
            .steps(Latin1.bytes(body));
    List<Integer> places = new ArrayList<>();
    int at = 0;
    for (byte[] step : steps) {
      at = text.indexOf(new Latin1(step).text(), at);
      assertThat(at).as("the script holds its steps in order").isNotNegative();
      places.add(at);
      at += step.length;
    }
    return places;
  }

  private static byte[] struck(byte[] script, int place, String blow) {
    String text = new Latin1(script).text();
    return Latin1.bytes(text.substring(0, place) + blow + text.substring(place));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void killedAtAnyStepItRunsAtMostOnceAndClaimsNoMoreThanItKnows(List<String> shell)
      throws IOException {
    int steps = -1;
    for (int step = 0; step != steps; step++) {
      for (String blow : BLOWS) {
        Path home = Files.createTempDirectory("rebe-kill-");
        NodeJournal journal = new NodeJournal(home, shell);
        Command<?> command = command(home, "echo done", journal.epoch());
        byte[] script = journal.nextScript(command);
        List<Integer> places = places(script, command, journal.nonce());
        steps = places.size();

        Delivered first = journal.deliverScript(struck(script, places.get(step), blow));
        String where = shell + " step " + step + " " + blow;
        checkTruth(where, home, first, true);
        Delivered second = journal.deliver(command);
        checkTruth(where, home, second, false);
        assertThat(second.answer()).as(where).isPresent();
        await(where).pollDelay(Duration.ZERO).until(() -> journal.leftovers().isEmpty());
        delete(home);
      }
    }
    assertThat(steps).isGreaterThan(15);
  }

  /** What an answer says must agree with what the command itself has counted. */
  private static void checkTruth(String where, Path home, Delivered delivered, boolean mayBeMute) {
    int executions = executions(home);
    assertThat(executions).as(where).isLessThanOrEqualTo(1);
    Optional<JournalAnswer> answer = delivered.answer();
    if (answer.isPresent() && answer.get() instanceof JournalAnswer.Ended ended) {
      boolean calledOff = ended.status() == 143;
      assertThat(executions).as(where).isEqualTo(calledOff ? executions : 1);
      assertThat(delivered.out()).as(where).isEqualTo(calledOff ? delivered.out() : "done\n");
    } else if (answer.isPresent()) {
      assertThat(answer.get())
          .as(where)
          .isEqualTo(new JournalAnswer.NoResult(FailureKind.RESULT_LOST));
    } else if (delivered.header().notStarted().isPresent() && delivered.exit() != 137) {
      assertThat(executions).as(where + ": it says that it did not start").isZero();
    } else {
      assertThat(mayBeMute).as(where).isTrue();
    }
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void killedAtAnyMomentItRunsAtMostOnce(
      @ForAll @IntRange(min = 0, max = 40_000) int delayMicros,
      @ForAll boolean wholeGroup,
      @ForAll @IntRange(min = 0, max = 2) int whichShell)
      throws Exception {
    List<List<String>> shells = shells().toList();
    List<String> shell = shells.get(whichShell % shells.size());
    Path home = Files.createTempDirectory("rebe-kill-");
    NodeJournal journal = new NodeJournal(home, shell);
    Command<?> command = command(home, "sleep 0.01; echo done", journal.epoch());
    byte[] script = journal.nextScript(command);
    CompletableFuture<Delivered> first =
        CompletableFuture.supplyAsync(
            () -> journal.deliverScript(script), Shells::inThreadOfItsOwn);
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> first.isDone() || wrapper(journal.nonce()).isPresent());
    long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(delayMicros);
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    Optional<ProcessHandle> wrapper = wrapper(journal.nonce());
    if (wrapper.isPresent()) {
      kill(wholeGroup ? "-" + wrapper.get().pid() : String.valueOf(wrapper.get().pid()));
    }
    Delivered struck = first.get(60, TimeUnit.SECONDS);
    Statistics.collect(struck.answer().isPresent() ? "came too late" : "struck");

    Delivered second = journal.deliver(command);

    checkTruth(shell + " after " + delayMicros, home, second, false);
    await().until(() -> journal.leftovers().isEmpty());
    assertThat(executions(home)).isLessThanOrEqualTo(1);
    delete(home);
  }

  private static Optional<ProcessHandle> wrapper(String nonce) {
    return NodeJournal.wrappers(nonce).stream().findFirst();
  }

  private static void kill(String target) throws Exception {
    Process kill = new ProcessBuilder("kill", "-s", "KILL", "--", target).start();
    kill.waitFor();
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void aCrowdRunsItExactlyOnceAndAllHearTheSame(
      @ForAll @IntRange(min = 2, max = 8) int callers, @ForAll long seed) throws Exception {
    List<List<String>> shells = shells().toList();
    Path home = Files.createTempDirectory("rebe-crowd-");
    Random random = new Random(seed);
    JournalEpoch epoch = new NodeJournal(home, shells.get(0)).epoch();
    Command<?> command = command(home, "sleep 0.05; echo $$", epoch);
    List<CompletableFuture<Delivered>> answers =
        IntStream.range(0, callers)
            .mapToObj(
                number -> {
                  NodeJournal caller =
                      new NodeJournal(home, shells.get(random.nextInt(shells.size())), number);
                  return CompletableFuture.supplyAsync(
                      () -> caller.deliver(command), Shells::inThreadOfItsOwn);
                })
            .toList();

    List<String> heard = new ArrayList<>();
    for (CompletableFuture<Delivered> answer : answers) {
      Delivered delivered = answer.get(60, TimeUnit.SECONDS);
      assertThat(delivered.status()).isZero();
      heard.add(delivered.out());
    }

    assertThat(heard.stream().distinct()).hasSize(1);
    assertThat(executions(home)).isEqualTo(1);
    assertThat(new NodeJournal(home, shells.get(0)).files()).containsExactly("t", "t.out");
    delete(home);
  }

  @Test
  void onAFullDiskNothingIsRun(@TempDir Path folder) throws Exception {
    try (TinyDisk disk = new TinyDisk(folder)) {
      for (List<String> shell : shells().toList()) {
        NodeJournal journal = new NodeJournal(folder, shell);
        Command<?> command = command(folder, "", journal.epoch());
        disk.fill();

        Delivered refused = journal.deliver(command);

        assertThat(refused.header().notStarted()).contains(FailureKind.JOURNAL_UNAVAILABLE);
        assertThat(executions(folder)).isZero();
        disk.empty();
      }
    }
  }

  @Test
  void onADiskThatFillsMeanwhileTheResultStandsAndSaysWhatWasCut(@TempDir Path folder)
      throws Exception {
    try (TinyDisk disk = new TinyDisk(folder)) {
      int number = 0;
      for (List<String> shell : shells().toList()) {
        NodeJournal journal = new NodeJournal(folder, shell);
        Command<?> command =
            Command.script("head -c 900000 /dev/zero; exit 5")
                .changes(Repetition.ONCE)
                .limits(Limits.of(Duration.ofSeconds(20), 1_000_000))
                .token(Token.of("t" + number++).under(journal.epoch()));

        Delivered delivered = journal.deliver(command);

        JournalAnswer.Ended ended = (JournalAnswer.Ended) delivered.answer().orElseThrow();
        assertThat(ended.status()).isEqualTo(5);
        assertThat(ended.outputCut()).isTrue();
        assertThat(delivered.out()).hasSize((int) ended.stdoutBytes());
        assertThat(journal.deliver(command).answer()).contains(ended);
        Files.delete(journal.folder().resolve("t" + (number - 1) + ".out"));
      }
    }
  }

  /** A file system of 256 KiB at a folder. Only root can mount one. */
  private static final class TinyDisk implements AutoCloseable {
    private final Path folder;

    TinyDisk(Path folder) throws Exception {
      this.folder = folder;
      Process mount =
          new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assumeTrue(mount.waitFor() == 0, "Skipped: only root can mount a small disk: " + said);
    }

    void fill() throws IOException {
      byte[] block = new byte[4096];
      try (var out = Files.newOutputStream(folder.resolve("ballast"))) {
        while (true) {
          out.write(block);
        }
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("space");
      }
    }

    void empty() throws IOException {
      Files.delete(folder.resolve("ballast"));
    }

    @Override
    public void close() {
      // Not while a wrapper that is about to end has a file there.
      await()
          .pollDelay(Duration.ZERO)
          .until(
              () -> new ProcessBuilder("umount", folder.toString()).start().waitFor(),
              Integer.valueOf(0)::equals);
    }
  }

  /** As often as it takes: who was struck may be about to write something. */
  private static void delete(Path tree) {
    await()
        .pollDelay(Duration.ZERO)
        .ignoreExceptionsMatching(
            e -> e instanceof IOException || e instanceof UncheckedIOException)
        .until(
            () -> {
              try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                  Files.deleteIfExists(file);
                }
              }
              return true;
            });
  }
}
