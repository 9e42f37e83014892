package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.outcome.CapturedOutput;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real OpenSSH server that drops connections while others log in. */
@Tag("fault-21")
class StartupLimitTest {

  private static final int AT_ONCE = 8;

  @RegisterExtension
  static final RealNode SERVER = new RealNode("MaxStartups 1", "LogLevel VERBOSE");

  private static Command<CapturedOutput> sleep() {
    return Command.of("sleep", "0.3").readOnly().limits(Limits.of(Duration.ofSeconds(30), 1024));
  }

  /** Eight connections, one command on each. */
  private static void runAll(CommandExecutor executor) {
    List<Call<CapturedOutput>> calls =
        IntStream.range(0, AT_ONCE).mapToObj(i -> executor.start(sleep(), SERVER.node())).toList();
    calls.forEach(call -> Calls.assertSuccess(call.await()));
  }

  @Test
  void droppedConnectionsAreMadeAgainAndTheLimitIsLearned() throws Exception {
    PoolOptions wide =
        PoolOptions.defaults().withMaxSessionsPerNode(AT_ONCE).withChannelsPerSession(1);
    try (SshTransport transport = SERVER.transport().pool(wide).build();
        CommandExecutor executor = Calls.executor(transport)) {
      runAll(executor);

      long dropped = transport.poolStatistics().failed();
      assertThat(SERVER.server().log()).contains("MaxStartups");
      assertThat(dropped).as("dropped before the limit was known").isBetween(1L, 2L * AT_ONCE);
      long opened = transport.poolStatistics().opened();
      for (int i = 0; i < 3; i++) {
        runAll(executor);
      }
      assertThat(transport.poolStatistics().failed() - dropped)
          .as("dropped in three more rounds, when the limit was known")
          .isLessThanOrEqualTo(3 * 2);
      assertThat(transport.poolStatistics().opened()).isGreaterThanOrEqualTo(opened);
    }
  }
}
