package dog.rebe.protocol;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Token;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.carrier.Connector;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Coordinator, agent and a real OpenSSH node, and a byte of what either side says that is the last:
 * because the link is cut there, or the agent or the coordinator is killed. What is said of the
 * command is true, and the node counts one execution at most.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
final class KilledAnywhereTest {

  private static final SessionOptions OPTIONS =
      SessionOptions.defaults().withResumeWindow(Duration.ofSeconds(20));

  /** Set {@code rebe.protocol.cutBytes} to 1 for every byte; takes many minutes. */
  private static final int CUT_EVERY = Integer.getInteger("rebe.protocol.cutBytes", 100);

  private static final Duration FEW = Duration.ofMillis(2);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private TestReporter reporter;

  private JournalRegion region;
  private JournalRegion.Region agent;
  private JournalEpoch epoch;

  @BeforeEach
  void open(TestReporter newReporter) throws Exception {
    reporter = newReporter;
    region = new JournalRegion(folder, OPTIONS);
    agent = region.agent();
    try (AgentTransport through = region.through(agent.connector());
        CommandExecutor executor = JournalRegion.executor(through)) {
      epoch =
          executor
              .start(JournalEpoch.ask(JournalRegion.LIMITS), JournalRegion.far())
              .await()
              .value()
              .orElseThrow();
    }
  }

  @AfterEach
  void close() {
    agent.close();
    region.close();
  }

  /** Does this with the last byte at every place in turn, until the session is over before it. */
  private void everywhere(Scenario scenario) throws Exception {
    int cuts = 0;
    for (int direction = 0; direction < 2; direction++) {
      boolean cut = true;
      for (long at = 0; cut; at += CUT_EVERY) {
        String name = (direction == 0 ? "read-" : "written-") + at;
        cut =
            scenario.isCut(
                name, direction == 0 ? at : Long.MAX_VALUE, direction == 1 ? at : Long.MAX_VALUE);
        cuts += cut ? 1 : 0;
      }
    }
    reporter.publishEntry("last bytes tried", cuts + ", one in " + CUT_EVERY);
    assertThat(cuts).as("sessions that were cut").isGreaterThan(6);
  }

  private static CutLink cut(AtomicReference<CutLink> kept, Link whole, long read, long written) {
    CutLink link = new CutLink(whole, read, written);
    kept.set(link);
    return link;
  }

  private interface Scenario {
    boolean isCut(String name, long read, long written) throws Exception;
  }

  private Command<CapturedOutput> command(String name) {
    return region.counted(name, "echo once").token(Token.of(name).under(epoch));
  }

  private static Outcome<CapturedOutput> run(
      CommandExecutor executor, Command<CapturedOutput> command) {
    Node node = JournalRegion.far();
    return executor.start(command, node).await();
  }

  private void isTrue(String name, Outcome<CapturedOutput> outcome) {
    int ran = region.executions(name);
    assertThat(ran).as("%s: %s", name, outcome).isLessThanOrEqualTo(1);
    if (outcome.delivery() == Delivery.NOT_STARTED) {
      assertThat(ran).as("%s: %s", name, outcome).isZero();
    } else if (outcome.delivery() == Delivery.COMPLETED) {
      assertThat(ran).as("%s: %s", name, outcome).isEqualTo(1);
    }
    outcome.value().ifPresent(value -> assertThat(value.stdout().utf8()).isEqualTo("once\n"));
  }

  @Test
  void aLinkThatIsCutAnywhereCostsNothing() throws Exception {
    everywhere(
        (name, read, written) -> {
          Connector whole = agent.connector();
          AtomicReference<CutLink> first = new AtomicReference<>();
          Connector cutting =
              timeout ->
                  first.get() == null
                      ? cut(first, whole.connect(timeout), read, written)
                      : whole.connect(timeout);
          try (AgentTransport through = region.through(cutting);
              CommandExecutor executor = JournalRegion.executor(through)) {
            Outcome<CapturedOutput> outcome = run(executor, command(name));
            boolean cut = first.get().isCut();
            assertThat(outcome.value()).as("%s: %s", name, outcome).isPresent();
            isTrue(name, outcome);
            return cut;
          }
        });
  }

  @Test
  void anAgentThatIsKilledAnywhereLeavesTheTruth() throws Exception {
    everywhere(
        (name, read, written) -> {
          AtomicReference<JournalRegion.Region> now = new AtomicReference<>(agent);
          AtomicReference<CutLink> first = new AtomicReference<>();
          Connector dying =
              timeout -> {
                if (first.get() == null) {
                  return cut(first, agent.connector().connect(timeout), read, written);
                }
                if (now.get() == agent) {
                  now.set(next());
                }
                return now.get().connector().connect(timeout);
              };
          try (AgentTransport through = region.through(dying);
              CommandExecutor executor = JournalRegion.executor(through)) {
            Outcome<CapturedOutput> outcome = run(executor, command(name));
            boolean cut = first.get().isCut();
            isTrue(name, outcome);
            return cut;
          } finally {
            agent = now.get();
          }
        });
  }

  /** The agent dies with its connections, and another takes its place. */
  private JournalRegion.Region next() throws IOException {
    agent.kill();
    return region.agent();
  }

  @Test
  void whoComesAfterACoordinatorThatIsKilledAnywhereGetsTheOneResult() throws Exception {
    everywhere(
        (name, read, written) -> {
          AtomicReference<CutLink> first = new AtomicReference<>();
          Connector once =
              timeout -> {
                if (first.get() != null) {
                  throw new IOException("The coordinator is dead");
                }
                return cut(first, agent.connector().connect(timeout), read, written);
              };
          boolean cut;
          AgentTransport dying = region.through(once);
          try (CommandExecutor dead =
              CommandExecutor.builder().transport(dying).retry(RetryOptions.none()).build()) {
            Call<CapturedOutput> call = dead.start(command(name), JournalRegion.far());
            AtomicBoolean ended = new AtomicBoolean();
            call.outcome().subscribe(outcome -> ended.set(true));
            await()
                .pollInterval(FEW)
                .atMost(LONG)
                .until(() -> ended.get() || (first.get() != null && first.get().isCut()));
            cut = first.get().isCut();
            try (AgentTransport through = region.through(agent.connector());
                CommandExecutor heirs = JournalRegion.executor(through)) {
              Outcome<CapturedOutput> heir = run(heirs, command(name));
              assertThat(heir.value()).as("%s: %s", name, heir).isPresent();
              isTrue(name, heir);
            }
            call.cancel();
          } finally {
            dying.close();
          }
          assertThat(region.executions(name)).as(name).isEqualTo(1);
          return cut;
        });
  }
}
