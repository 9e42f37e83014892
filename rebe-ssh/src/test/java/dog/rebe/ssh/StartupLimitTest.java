package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.outcome.CapturedOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real OpenSSH server that drops connections while others log in. */
@Tag("fault-21")
class StartupLimitTest {

  private static final int AT_ONCE = 8;

  /** How many are dropped is a matter of how busy the machine is: one quiet trial is enough. */
  private static final int TRIALS = 10;

  @RegisterExtension
  static final RealNode SERVER = new RealNode("MaxStartups 1", "LogLevel VERBOSE");

  /** Until the server has forgotten those who only looked whether it is there. */
  @BeforeAll
  static void letsSomebodyIn() {
    Awaiting.await()
        .until(() -> Calls.run(SERVER.transport(), SERVER.node(), sleep()).value().isPresent());
  }

  private static Command<CapturedOutput> sleep() {
    return Command.of("sleep", "0.3").readOnly().limits(Awaiting.unhurried(1024));
  }

  /** Eight connections, one command on each. */
  private static void runAll(CommandExecutor executor) {
    List<Call<CapturedOutput>> calls =
        IntStream.range(0, AT_ONCE).mapToObj(i -> executor.start(sleep(), SERVER.node())).toList();
    calls.forEach(call -> Calls.assertSuccess(call.await()));
  }

  /** How many connections were dropped: before the limit was known, and in three rounds after. */
  private record Dropped(long before, long after) {
    boolean isFew() {
      return before >= 1 && before <= 2L * AT_ONCE && after <= 3 * 2;
    }
  }

  @Test
  void droppedConnectionsAreMadeAgainAndTheLimitIsLearned() throws Exception {
    List<Dropped> trials = new ArrayList<>();
    do {
      trials.add(trial());
    } while (trials.size() < TRIALS && !trials.get(trials.size() - 1).isFew());

    assertThat(trials).anyMatch(Dropped::isFew);
    assertThat(SERVER.server().log()).contains("MaxStartups");
  }

  /** Every command succeeds, however many connections are dropped. */
  private static Dropped trial() throws Exception {
    PoolOptions wide =
        PoolOptions.defaults()
            .withMaxSessionsPerNode(AT_ONCE)
            .withChannelsPerSession(1)
            .withAcquireTimeout(Awaiting.LONG);
    try (SshTransport transport = SERVER.transport().pool(wide).build();
        CommandExecutor executor = Calls.executor(transport)) {
      runAll(executor);
      PoolStatistics before = transport.poolStatistics();
      for (int i = 0; i < 3; i++) {
        runAll(executor);
      }
      PoolStatistics after = transport.poolStatistics();
      assertThat(after.opened()).isGreaterThanOrEqualTo(before.opened());
      return new Dropped(before.failed(), after.failed() - before.failed());
    }
  }
}
