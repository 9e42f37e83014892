package dog.rebe.command;

import static dog.rebe.command.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The wrapper that runs a command at most once, under every shell that nodes have. */
class TokenTest {

  @TempDir Path home;

  static Stream<List<String>> shells() {
    return Shells.installed(Shells.POSIX).stream();
  }

  private static Command<CapturedOutput> once(String script) {
    return Command.script(script).changes(Repetition.ONCE).limits(NodeJournal.LIMITS);
  }

  private String counting(String then) {
    return "echo x >>" + home.resolve("count") + "\n" + then;
  }

  private int executions() throws IOException {
    Path count = home.resolve("count");
    return Files.exists(count) ? Files.readAllLines(count).size() : 0;
  }

  @ParameterizedTest
  @MethodSource("shells")
  @Tag("fault-38")
  void answersTheSecondDeliveryFromTheRecord(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    Token token = Token.of("backup-1").under(journal.epoch());
    Command<?> command = once(counting("echo out; echo err >&2; exit 7")).token(token);

    NodeJournal.Delivered first = journal.deliver(command);
    NodeJournal.Delivered second = journal.deliver(command);

    for (NodeJournal.Delivered delivered : List.of(first, second)) {
      assertThat(delivered.answer()).contains(new JournalAnswer.Ended(7, 4, 4, false));
      assertThat(delivered.out()).isEqualTo("out\n");
      assertThat(delivered.err()).isEqualTo("err\n");
      assertThat(delivered.exit()).isZero();
    }
    assertThat(executions()).isEqualTo(1);
    assertThat(journal.files()).containsExactly("backup-1", "backup-1.err", "backup-1.out");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void keepsOneFileOfACommandThatPrintsNothing(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    Token token = Token.of("quiet").under(journal.epoch());

    NodeJournal.Delivered delivered =
        journal.deliver(
            Command.of("true").changes(Repetition.ONCE).limits(NodeJournal.LIMITS).token(token));

    assertThat(delivered.answer()).contains(new JournalAnswer.Ended(0, 0, 0, false));
    assertThat(delivered.header().group()).isPresent();
    assertThat(delivered.err()).isEmpty();
    assertThat(journal.files()).containsExactly("quiet");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void recordsEveryByteAndNoneBeyondTheLimit(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    Limits limits = Limits.of(Duration.ofSeconds(20), 1000);
    Command<?> exact = once("head -c 1000 /dev/zero | tr '\\0' a").withLimits(limits);
    Command<?> flood = once("yes | head -c 5000000; echo done >&2").withLimits(limits);

    NodeJournal.Delivered whole =
        journal.deliver(exact.token(Token.of("exact").under(journal.epoch())));
    NodeJournal.Delivered cut =
        journal.deliver(flood.token(Token.of("flood").under(journal.epoch())));

    assertThat(whole.answer()).contains(new JournalAnswer.Ended(0, 1000, 0, false));
    assertThat(whole.out()).isEqualTo("a".repeat(1000));
    assertThat(cut.answer()).contains(new JournalAnswer.Ended(0, 1001, 5, true));
    assertThat(cut.out()).hasSize(1001).startsWith("y\ny\n");
    assertThat(cut.err()).isEqualTo("done\n");
    assertThat(Files.size(journal.folder().resolve("flood.out"))).isLessThanOrEqualTo(3 * 1024);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void tellsASignal(List<String> shell) {
    NodeJournal journal = new NodeJournal(home, shell);
    Token token = Token.of("killed").under(journal.epoch());

    NodeJournal.Delivered delivered = journal.deliver(once("kill -s KILL $$").token(token));

    assertThat(delivered.status()).isEqualTo(128 + 9);
    assertThat(delivered.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  @Tag("fault-39")
  void runsNothingUnderAnotherEpoch(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    JournalEpoch real = journal.epoch();
    String other = "00000000-0000-4000-8000-000000000000";
    Command<?> command = once(counting("exit 0"));

    NodeJournal.Delivered rebooted =
        journal.deliver(
            command.token(Token.of("a").under(new JournalEpoch(other, real.journalId(), 1))));
    NodeJournal.Delivered lost =
        journal.deliver(
            command.token(Token.of("b").under(new JournalEpoch(real.bootId(), other, 1))));

    assertThat(rebooted.answer()).contains(new JournalAnswer.NoResult(FailureKind.NODE_RESTARTED));
    assertThat(lost.answer()).contains(new JournalAnswer.NoResult(FailureKind.NODE_RESTARTED));
    assertThat(executions()).isZero();
  }

  @ParameterizedTest
  @MethodSource("shells")
  @Tag("fault-39")
  void runsNothingAgainAfterTheJournalWasLost(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    Command<?> command = once(counting("exit 0")).token(Token.of("a").under(journal.epoch()));
    journal.deliver(command);
    try (Stream<Path> files = Files.list(journal.folder())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    journal.epoch();

    NodeJournal.Delivered second = journal.deliver(command);

    assertThat(second.answer()).contains(new JournalAnswer.NoResult(FailureKind.NODE_RESTARTED));
    assertThat(executions()).isEqualTo(1);
  }

  /**
   * A folder of an earlier boot is made of this one's, since the machine cannot be restarted here.
   */
  @ParameterizedTest
  @MethodSource("shells")
  @Tag("fault-39")
  void aWholeResultOutlivesARestart(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    JournalEpoch now = journal.epoch();
    journal.deliver(once(counting("echo out")).token(Token.of("whole").under(now)));
    journal.deliver(once(counting("echo out")).token(Token.of("damaged").under(now)));
    Files.write(journal.folder().resolve("damaged.out"), new byte[0]);
    Files.writeString(journal.record(Token.of("begun")), "run 1 1 2 1 5\n");
    String earlier = "00000000-0000-4000-8000-000000000000";
    Files.move(journal.folder(), journal.folder().resolveSibling(earlier));
    journal.epoch();
    JournalEpoch then = new JournalEpoch(earlier, now.journalId(), now.askedAtSeconds());

    assertThat(journal.deliver(once(counting("")).token(Token.of("whole").under(then))).out())
        .isEqualTo("out\n");
    for (String id : List.of("damaged", "begun", "never")) {
      assertThat(journal.deliver(once(counting("")).token(Token.of(id).under(then))).answer())
          .as(id)
          .contains(new JournalAnswer.NoResult(FailureKind.NODE_RESTARTED));
    }
    assertThat(executions()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void waitsForTheOneWhoRunsIt(List<String> shell) throws Exception {
    NodeJournal journal = new NodeJournal(home, shell);
    Command<?> command =
        once(counting("until [ -e " + home.resolve("go") + " ];do sleep 0.05;done;echo done"))
            .token(Token.of("slow").under(journal.epoch()));
    List<CompletableFuture<NodeJournal.Delivered>> answers =
        IntStream.range(0, 3)
            .mapToObj(number -> new NodeJournal(home, shell, number))
            .map(
                caller ->
                    CompletableFuture.supplyAsync(
                        () -> caller.deliver(command), Shells::inThreadOfItsOwn))
            .toList();
    await().until(() -> executions() == 1);
    await().until(() -> journal.leftovers().size() >= 3);
    Files.createFile(home.resolve("go"));

    for (CompletableFuture<NodeJournal.Delivered> answer : answers) {
      assertThat(answer.get().out()).isEqualTo("done\n");
      assertThat(answer.get().header().group()).isEqualTo(answers.get(0).get().header().group());
    }
    assertThat(executions()).isEqualTo(1);
  }

  /** As who claims and cannot say so does, because his connection is gone. */
  @ParameterizedTest
  @MethodSource("shells")
  void runsWhatWasClaimedAndTakenBackUnrun(List<String> shell) throws Exception {
    NodeJournal journal = new NodeJournal(home, shell);
    Token token = Token.of("back").under(journal.epoch());
    Command<?> command = once(counting("echo done")).token(token);
    CompletableFuture<NodeJournal.Delivered> waiting = deliverBesideALiveClaim(journal, command);

    Files.delete(journal.record(token));

    assertThat(waiting.get(60, TimeUnit.SECONDS).out()).isEqualTo("done\n");
    assertThat(executions()).isEqualTo(1);
    assertThat(journal.files()).containsExactly("back", "back.out");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void runsNothingWhereTheJournalIsLostWhileItWaits(List<String> shell) throws Exception {
    NodeJournal journal = new NodeJournal(home, shell);
    Token token = Token.of("wiped").under(journal.epoch());
    Command<?> command = once(counting("echo done")).token(token);
    CompletableFuture<NodeJournal.Delivered> waiting = deliverBesideALiveClaim(journal, command);

    Files.delete(journal.folder().resolve("id"));
    Files.delete(journal.record(token));

    assertThat(waiting.get(60, TimeUnit.SECONDS).answer())
        .contains(new JournalAnswer.NoResult(FailureKind.RESULT_LOST));
    assertThat(executions()).isZero();
  }

  /** A delivery that waits for this JVM, which holds the claim and never runs anything. */
  private static CompletableFuture<NodeJournal.Delivered> deliverBesideALiveClaim(
      NodeJournal journal, Command<?> command) throws Exception {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
    long pid = ProcessHandle.current().pid();
    Files.writeString(
        journal.record(command.token().orElseThrow()), "run " + pid + " " + start + " 2 1 5\n");
    byte[] script = journal.nextScript(command);
    CompletableFuture<NodeJournal.Delivered> waiting =
        CompletableFuture.supplyAsync(
            () -> journal.deliverScript(script), Shells::inThreadOfItsOwn);
    await().until(() -> NodeJournal.wrappers(journal.nonce()).stream().anyMatch(TokenTest::sleeps));
    return waiting;
  }

  private static boolean sleeps(ProcessHandle wrapper) {
    return wrapper
        .children()
        .anyMatch(child -> child.info().command().orElse("").matches(".*/(sleep|busybox)"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void saysThatAResultWasLost(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    Token token = Token.of("dead").under(journal.epoch());
    Files.writeString(journal.record(token), "run 1 1 2 1 5\n");

    assertThat(journal.deliver(once(counting("")).token(token)).answer())
        .contains(new JournalAnswer.NoResult(FailureKind.RESULT_LOST));
    Files.writeString(journal.record(token), "");
    assertThat(journal.deliver(once(counting("")).token(token)).answer())
        .contains(new JournalAnswer.NoResult(FailureKind.RESULT_LOST));
    assertThat(executions()).isZero();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void doesNotWaitForWhatWasLeftInTheBackground(List<String> shell) throws Exception {
    Path go = home.resolve("go");
    String lingers = "(trap '' TERM; until [ -e " + go + " ];do sleep 0.1;done; echo late)";
    NodeJournal journal = new NodeJournal(home, shell);
    Token token = Token.of("daemon").under(journal.epoch());
    Command<?> command = once(lingers + " & echo early").token(token);
    CompletableFuture<NodeJournal.Delivered> answer =
        CompletableFuture.supplyAsync(() -> journal.deliver(command), Shells::inThreadOfItsOwn);
    await().until(() -> isEnded(journal.record(token)));
    Files.createFile(go);
    NodeJournal.Delivered delivered = answer.get(60, TimeUnit.SECONDS);

    assertThat(delivered.out()).isEqualTo("early\n");
    assertThat(delivered.answer()).contains(new JournalAnswer.Ended(0, 6, 0, false));
  }

  private static boolean isEnded(Path record) throws IOException {
    return Files.exists(record) && Files.readString(record).startsWith("end ");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void givesTheWholeInputOrDoesNotRun(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    byte[] input = "line\0one\nand two".getBytes(StandardCharsets.UTF_8);
    Command<?> command =
        once(counting("cat"))
            .input(StandardInput.of(input))
            .token(Token.of("in").under(journal.epoch()));

    NodeJournal.Delivered half = journal.deliver(command, "line".getBytes(StandardCharsets.UTF_8));
    assertThat(half.header().refusal()).contains(FailureKind.PREPARATION_FAILED);
    assertThat(executions()).isZero();

    NodeJournal.Delivered whole = journal.deliver(command, input);
    assertThat(Latin1.bytes(whole.out())).isEqualTo(input);
    assertThat(executions()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void hasTheCommandsEnvironmentAndDirectory(List<String> shell) {
    NodeJournal journal = new NodeJournal(home, shell);
    Command<?> command =
        once("echo \"$HOME $GREETING $(umask) $PWD\"; trap")
            .environment("GREETING", "it's me")
            .environment("HOME", "/elsewhere")
            .directory("/usr")
            .token(Token.of("env").under(journal.epoch()));

    String umask = Shells.run(shell, Latin1.bytes("umask")).out().strip();
    assertThat(journal.deliver(command).out()).isEqualTo("/elsewhere it's me " + umask + " /usr\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void refusesWhereThereCanBeNoJournal(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    JournalEpoch epoch = journal.epoch();
    Path blocked = home.resolve("blocked");
    Files.createDirectories(blocked);
    Files.createFile(blocked.resolve(".local"));
    NodeJournal without = new NodeJournal(blocked, shell);

    assertThatThrownBy(without::epoch).hasMessageContaining("rebe-no-journal");
    assertThat(without.deliver(once(counting("")).token(Token.of("a").under(epoch))).answer())
        .contains(new JournalAnswer.NoResult(FailureKind.NODE_RESTARTED));
    assertThat(executions()).isZero();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void letsNobodyElseRead(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    journal.deliver(once("echo out; echo err >&2").token(Token.of("mine").under(journal.epoch())));

    for (String name : journal.files()) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(journal.folder().resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal.folder())))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void forgetsWhatIsOldAndClaimsNothingOlder(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    JournalEpoch epoch = journal.epoch();
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(40)));
    for (String id : List.of("old", "clockjumped", "young")) {
      journal.deliver(once("echo " + id).token(Token.of(id).under(epoch)));
    }
    // The boot may be younger than the time for which records are kept.
    Files.writeString(journal.folder().resolve("old"), "end 0 4 0 0 -700000\n");
    for (String name : List.of("old", "old.out", "clockjumped", "clockjumped.out")) {
      Files.setLastModifiedTime(journal.folder().resolve(name), longAgo);
    }
    Path leftBehind = Files.createFile(journal.folder().resolve(".abc.n"));
    Files.setLastModifiedTime(leftBehind, longAgo);
    Path earlierBoot =
        Files.createDirectory(
            journal.folder().resolveSibling("00000000-0000-4000-8000-000000000000"));
    Files.setLastModifiedTime(earlierBoot, longAgo);

    journal.epoch();
    assertThat(journal.files()).as("it tidies once an hour").contains("old");
    Files.delete(journal.folder().resolve(".tidied"));
    journal.epoch();

    assertThat(journal.files())
        .containsExactly("clockjumped", "clockjumped.out", "young", "young.out");
    assertThat(earlierBoot).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void claimsNothingUnderAnEpochThatIsTooOld(List<String> shell) throws IOException {
    NodeJournal journal = new NodeJournal(home, shell);
    Token token = Token.of("late").under(journal.epoch());
    String script =
        new String(journal.script(once(counting("")).token(token)), StandardCharsets.UTF_8);
    String since = String.valueOf(token.epoch().orElseThrow().askedAtSeconds());
    String late = script.replace("$((rebe_u-" + since + "))", "$((rebe_u+700000))");
    assertThat(late).isNotEqualTo(script);

    Shells.Ran ran =
        Shells.run(
            shell,
            late.getBytes(StandardCharsets.UTF_8),
            new byte[0],
            Map.of("HOME", home.toString()));

    assertThat(journal.read(ran).answer())
        .contains(new JournalAnswer.NoResult(FailureKind.NOT_RECORDED));
    assertThat(executions()).isZero();
  }

  @Test
  void refusesWhatCannotBeRunAtMostOnce() {
    Command<?> command = once("true");

    assertThatThrownBy(() -> Token.of("../x")).hasMessageContaining("1 to 64 letters");
    assertThatThrownBy(() -> command.onDisconnect(OnDisconnect.END).token(Token.of("a")))
        .hasMessageContaining("either ends with its connection or has a token");
    assertThatThrownBy(() -> command.token(Token.of("a")).onDisconnect(OnDisconnect.END))
        .hasMessageContaining("either ends with its connection or has a token");
    assertThatThrownBy(
            () ->
                LoweredCommand.lower(
                    command.token(Token.of("a")), SecretValues.none(), "0123456789abcdef"))
        .hasMessageContaining("not bound");
  }
}
