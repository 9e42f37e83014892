package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.StreamingCall;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.openssh.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

/**
 * However a call ends before its command does: nothing that belongs to the command's process group
 * lives on, on a real OpenSSH server, for root and for an ordinary user.
 */
@Tag("fault-34")
class OrphansTest {

  /**
   * Who ignores TERM is killed when three eighths of this are over, and must be seen to have ended
   * within the next eighth: on a busy machine that takes a longer one.
   */
  private static final List<Duration> GRACES =
      List.of(Duration.ofSeconds(4), Duration.ofSeconds(16), Duration.ofSeconds(80));

  private static final Duration LONG_GRACE = Awaiting.GRACE;
  private static final List<String> SHELLS = List.of("bash", "dash", "busybox sh");

  /** Each says "ready" once all its processes are there. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "foreground child", "(echo ready; sleep MARK; true); true",
          "background children", "sleep MARK & sleep MARK & echo ready; wait",
          "abandoned background child", "sleep MARK & sh -c 'echo ready; exec sleep MARK'",
          "ignores TERM", "trap '' TERM; echo ready; while :; do sleep 0.1 MARK0; done",
          "child ignores TERM", "(trap '' TERM; sleep MARK & echo ready; wait) & wait",
          "pipeline", "echo ready; sleep MARK | cat | cat");

  /** With a home of no files: what this machine's own do at each login is not what is tested. */
  @RegisterExtension
  static final RealNode ROOT = new RealNode("MaxSessions 20", "SetEnv HOME=/nonexistent");

  @RegisterExtension static final OwnUsers USER = new OwnUsers(Map.of(), "MaxSessions 20");

  /** Of whom a test starts commands. */
  enum Login {
    /** The user who runs the tests, root where root runs them. */
    SELF {
      @Override
      Node node() {
        return ROOT.node();
      }

      @Override
      SshTransportBuilder transport() throws Exception {
        return ROOT.transport();
      }
    },
    /** An ordinary user. */
    ORDINARY {
      @Override
      Node node() {
        return USER.node();
      }

      @Override
      SshTransportBuilder transport() throws Exception {
        return USER.transport();
      }
    };

    abstract Node node();

    abstract SshTransportBuilder transport() throws Exception;
  }

  static Stream<Arguments> everyShellAndCommand() {
    return Stream.of(Login.values())
        .flatMap(
            login ->
                SHELLS.stream()
                    .flatMap(
                        shell ->
                            COMMANDS.keySet().stream()
                                .sorted()
                                .map(command -> Arguments.of(login, shell, command))));
  }

  /** A number of seconds that no other test and no other program sleeps. */
  private static String mark() {
    return "31" + (100_000 + Math.floorMod(System.nanoTime(), 900_000)) + ".5";
  }

  private static Command<CapturedOutput> command(String shell, String text, Limits limits) {
    List<String> words = new ArrayList<>(List.of(shell.split(" ", -1)));
    words.addAll(List.of("-c", text));
    return Command.of(words.get(0), words.subList(1, words.size()).toArray(new String[0]))
        .changes(Repetition.ONCE)
        .limits(limits);
  }

  private static Limits within(Duration deadline) {
    return Limits.of(deadline, 1 << 20).withGrace(LONG_GRACE);
  }

  /** Those that are no zombies, of all users and under every parent. */
  private static List<String> processesWith(String mark) {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      List<String> found = new ArrayList<>();
      for (Path process :
          all.filter(path -> path.getFileName().toString().matches("[0-9]+")).toList()) {
        try {
          String line = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
          if (line.contains(mark) && !line.startsWith("sshd")) {
            found.add(process.getFileName() + " " + line);
          }
        } catch (IOException gone) {
          // It has ended.
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Call<CapturedOutput> begin(
      CommandExecutor executor, Login login, Command<CapturedOutput> command, String mark) {
    Call<CapturedOutput> call = executor.start(command, login.node());
    await().until(() -> processesWith(mark).stream().anyMatch(line -> line.contains("sleep")));
    return call;
  }

  private static void assertNothingLeft(String mark) {
    assertThat(processesWith(mark)).isEmpty();
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @MethodSource("everyShellAndCommand")
  void cancellingEndsTheWholeProcessGroup(Login login, String shell, String kind) throws Exception {
    Program.require(shell.split(" ", 2)[0]);
    List<Duration> graces = kind.contains("TERM") ? GRACES : List.of(LONG_GRACE);
    try (SshTransport transport = login.transport().build();
        CommandExecutor executor = Calls.executor(transport)) {
      String mark = "";
      Outcome<CapturedOutput> outcome = null;
      for (Duration grace : graces) {
        mark = mark();
        String text = COMMANDS.get(kind).replace("MARK", mark);
        Limits limits = within(Awaiting.LONG).withGrace(grace);
        Call<CapturedOutput> call = begin(executor, login, command(shell, text, limits), mark);

        call.cancel();
        outcome = call.await();
        if (outcome.delivery() == Delivery.STOPPED) {
          break;
        }
      }

      Calls.assertFailure(outcome, FailureKind.CANCELLED, Delivery.STOPPED);
      assertNothingLeft(mark);
    }
  }

  @ParameterizedTest
  @EnumSource(Login.class)
  void theTimeoutEndsIt(Login login) throws Exception {
    String mark = mark();
    String text = COMMANDS.get("background children").replace("MARK", mark);
    try (SshTransport transport = login.transport().build();
        CommandExecutor executor = Calls.executor(transport)) {
      Calls.assertSuccess(
          executor.start(command("sh", "true", within(Awaiting.LONG)), login.node()).await());
      Outcome<CapturedOutput> outcome = null;
      for (long seconds : new long[] {2, 10, 50}) {
        Limits limits = within(Duration.ofSeconds(seconds));
        outcome = executor.start(command("sh", text, limits), login.node()).await();
        if (outcome.delivery() != Delivery.NOT_STARTED) {
          break;
        }
      }

      Calls.assertFailure(outcome, FailureKind.TIMED_OUT, Delivery.STOPPED);
      assertNothingLeft(mark);
    }
  }

  @ParameterizedTest
  @EnumSource(Login.class)
  @Tag("fault-2")
  void tooMuchOutputEndsItAtExactlyTheLimit(Login login) throws Exception {
    String mark = mark();
    String text = "sleep " + mark + " & yes";
    try (SshTransport transport = login.transport().build();
        CommandExecutor executor = Calls.executor(transport)) {
      Limits limits = Awaiting.unhurried(100_001);
      Call<CapturedOutput> neighbour =
          executor.start(command("sh", "sleep 1; echo alive", within(Awaiting.LONG)), login.node());
      Call<CapturedOutput> call = executor.start(command("sh", text, limits), login.node());

      Failure<CapturedOutput> failure =
          Calls.assertFailure(call.await(), FailureKind.OUTPUT_LIMIT, Delivery.STOPPED);

      assertThat(failure.evidence().output().stdout().bytes()).hasSize(100_001);
      assertNothingLeft(mark);
      assertThat(Calls.assertSuccess(neighbour.await()).stdout().utf8()).isEqualTo("alive\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Login.class)
  void interruptingTheThreadEndsItAndKeepsTheFlag(Login login) throws Exception {
    String mark = mark();
    String text = COMMANDS.get("background children").replace("MARK", mark);
    try (SshTransport transport = login.transport().build();
        CommandExecutor executor = Calls.executor(transport)) {
      Call<CapturedOutput> call =
          begin(executor, login, command("sh", text, within(Awaiting.LONG)), mark);

      Thread.currentThread().interrupt();
      var outcome = call.await();

      assertThat(Thread.interrupted()).as("the flag").isTrue();
      Calls.assertFailure(outcome, FailureKind.CANCELLED, Delivery.STOPPED);
      assertNothingLeft(mark);
    }
  }

  @ParameterizedTest
  @EnumSource(Login.class)
  @Tag("fault-35")
  void cancellingTheSubscriptionToItsOutputEndsIt(Login login) throws Exception {
    String mark = mark();
    String text = COMMANDS.get("background children").replace("MARK", mark);
    try (SshTransport transport = login.transport().build();
        CommandExecutor executor = Calls.executor(transport)) {
      StreamingCall<CapturedOutput> call =
          executor.stream(command("sh", text, within(Awaiting.LONG)), login.node());
      Disposable subscription = call.output().subscribe();
      await().until(() -> !processesWith(mark).isEmpty());

      subscription.dispose();

      Calls.assertFailure(call.await(), FailureKind.CANCELLED, Delivery.STOPPED);
      assertNothingLeft(mark);
    }
  }

  @ParameterizedTest
  @EnumSource(Login.class)
  void closingTheExecutorEndsIt(Login login) throws Exception {
    String mark = mark();
    String text = COMMANDS.get("background children").replace("MARK", mark);
    try (SshTransport transport = login.transport().build()) {
      CommandExecutor executor = Calls.executor(transport);
      Call<CapturedOutput> call =
          begin(executor, login, command("sh", text, within(Awaiting.LONG)), mark);

      executor.close();

      assertThat(call.await().delivery()).isEqualTo(Delivery.STOPPED);
      assertNothingLeft(mark);
    }
  }

  /**
   * What makes a session of its own has left the command's process group, and nothing on a plain
   * POSIX system tells to whom it belongs. It lives on, and this is what the documentation says.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "setsid sleep MARK & echo ready; wait",
        "setsid sh -c 'sleep MARK & exit' ; echo ready; sleep 1000"
      })
  void whatLeftTheProcessGroupLivesOn(String text) throws Exception {
    Program.require("setsid");
    String mark = mark();
    try (SshTransport transport = Login.SELF.transport().build();
        CommandExecutor executor = Calls.executor(transport)) {
      Call<CapturedOutput> call =
          begin(
              executor,
              Login.SELF,
              command("sh", text.replace("MARK", mark), within(Awaiting.LONG)),
              mark);
      await().until(() -> sleepsInAGroupOfItsOwn(mark));

      call.cancel();

      Calls.assertFailure(call.await(), FailureKind.CANCELLED, Delivery.STOPPED);
      List<String> left = processesWith(mark);
      assertThat(left).isNotEmpty();
      for (String process : left) {
        ProcessHandle.of(Long.parseLong(process.split(" ", 2)[0]))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
      await().untilAsserted(() -> assertNothingLeft(mark));
    }
  }

  /** Whether the program sleep has this mark, and is in another group than the command's shell. */
  private static boolean sleepsInAGroupOfItsOwn(String mark) {
    Set<String> shells = new HashSet<>();
    Set<String> sleeps = new HashSet<>();
    for (String process : processesWith(mark)) {
      String[] line = process.split(" ", 2);
      (line[1].startsWith("sleep ") ? sleeps : shells).add(group(line[0]));
    }
    sleeps.removeAll(shells);
    return !sleeps.isEmpty();
  }

  /** Field 5 of proc(5)'s stat; the fields before it may have spaces in brackets. */
  private static String group(String process) {
    try {
      String stat = Files.readString(Path.of("/proc", process, "stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4)[2];
    } catch (IOException gone) {
      return "";
    }
  }

  /** A tenth of what {@code -Drebe.cancelled=1000} asks for. */
  @ParameterizedTest
  @EnumSource(Login.class)
  void manyCancelledCommandsLeaveNoProcess(Login login) throws Exception {
    int count = Integer.getInteger("rebe.cancelled", 100);
    String mark = mark();
    int confirmed = 0;
    PoolOptions wide =
        PoolOptions.defaults().withMaxSessionsPerNode(4).withAcquireTimeout(Awaiting.LONG);
    try (SshTransport transport = login.transport().pool(wide).build();
        CommandExecutor executor = Calls.executor(transport)) {
      Semaphore room = new Semaphore(16);
      List<Call<CapturedOutput>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String text =
            switch (i % 10) {
              case 0, 1, 2, 3, 4 -> "sleep " + mark + " & sleep " + mark + " & echo go; wait";
              case 5 -> "trap '' TERM; echo go; sleep " + mark + "; sleep " + mark;
              default -> "echo go >&2; sleep " + mark + " | cat";
            };
        // Who ignores TERM is killed in the middle of the grace
        Duration grace = i % 10 == 5 ? LONG_GRACE.dividedBy(2) : LONG_GRACE;
        room.acquire();
        StreamingCall<CapturedOutput> call =
            executor.stream(
                command("sh", text, within(Awaiting.LONG).withGrace(grace)), login.node());
        calls.add(call);
        call.outcome().subscribe(outcome -> room.release());
        if (i % 5 == 0) {
          // On its way, wherever that has come to.
          call.cancel();
        } else {
          call.output().subscribe(chunk -> call.cancel(), ended -> {});
        }
      }
      for (Call<CapturedOutput> call : calls) {
        Failure<CapturedOutput> failure = call.await().failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(failure.delivery())
            .as(failure.detail())
            .isIn(Delivery.STOPPED, Delivery.NOT_STARTED);
        confirmed += failure.delivery() == Delivery.STOPPED ? 1 : 0;
      }
      assertNothingLeft(mark);
      assertThat(confirmed).isGreaterThanOrEqualTo(count * 4 / 5);
    }
    System.out.printf(
        "%s: %d cancelled, %d of them running; 0 processes left%n", login, count, confirmed);
  }
}
