package dog.rebe.protocol;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.DetachedWork;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Token;
import dog.rebe.command.WorkState;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.protocol.carrier.Connector;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.Offer;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tokens through coordinator, agent and a real OpenSSH node: whatever dies, the node itself counts
 * at most one execution for a token.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class TokenTest {

  private static final SessionOptions OPTIONS =
      SessionOptions.defaults().withResumeWindow(Duration.ofSeconds(20));

  @TempDir private Path folder;

  private JournalRegion region;
  private JournalRegion.Region agent;
  private AgentTransport through;
  private CommandExecutor executor;

  @BeforeEach
  void open() throws Exception {
    region = new JournalRegion(folder, OPTIONS);
    agent = region.agent();
    through = region.through(agent.connector());
    executor = JournalRegion.executor(through);
  }

  @AfterEach
  void close() {
    executor.close();
    through.close();
    agent.close();
    region.close();
  }

  private <T> Outcome<T> run(Command<T> command) {
    return executor.start(command, JournalRegion.far()).await();
  }

  private JournalEpoch epoch() {
    return run(JournalEpoch.ask(JournalRegion.LIMITS)).value().orElseThrow();
  }

  /** Waits in a script for the file "go". */
  private String untilLetGo() {
    return "while [ ! -e " + folder.resolve("go") + " ];do sleep 0.1;done\n";
  }

  private static String text(Outcome<CapturedOutput> outcome) {
    assertThat(outcome).isInstanceOf(Success.class);
    return outcome.value().orElseThrow().stdout().utf8();
  }

  @Test
  @Tag("fault-38")
  void theSecondDeliveryGetsTheFirstsRecordedResult() {
    Command<CapturedOutput> command =
        region.counted("twice", "echo result; exit 3").acceptExits(3).token(Token.of("twice"));

    assertThat(text(run(command))).isEqualTo("result\n");
    Outcome<CapturedOutput> second = run(command);

    assertThat(text(second)).isEqualTo("result\n");
    assertThat(second.evidence().exit()).contains(new ExitStatus(3));
    assertThat(region.executions("twice")).isEqualTo(1);
  }

  @Test
  void outputThatWasNotRecordedInFullIsSaidToBeCut() {
    Outcome<String> outcome =
        run(
            region
                .counted("cut", "head -c 200000 /dev/zero")
                .token(Token.of("cut"))
                .decode(Decoder.text()));

    assertThat(outcome.failure().map(Failure::kind)).contains(FailureKind.OUTPUT_CUT);
    assertThat(outcome.delivery()).isEqualTo(Delivery.COMPLETED);
  }

  @Test
  void detachedWorkIsFollowedEndedAndCollectedThroughAnAgent() {
    DetachedWork work =
        run(region.counted("work", "echo begun; sleep 300").detached(Token.of("work")))
            .value()
            .orElseThrow();
    assertThat(run(work.state(JournalRegion.LIMITS)).value().orElseThrow())
        .isInstanceOf(WorkState.Running.class);
    Outcome<CapturedOutput> early = run(work.result(JournalRegion.LIMITS));
    assertThat(early.delivery()).isEqualTo(Delivery.RUNNING);
    assertThat(early.failure().map(Failure::kind)).contains(FailureKind.STILL_RUNNING);
    await()
        .until(
            () ->
                run(work.output(0, Duration.ofSeconds(1), JournalRegion.LIMITS))
                    .value()
                    .map(
                        output ->
                            new String(output.bytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .orElse("")
                    .equals("begun\n"));

    assertThat(run(work.cancel(JournalRegion.LIMITS)).value().orElseThrow().isTerminal()).isTrue();
    assertThat(region.executions("work")).isEqualTo(1);
  }

  @Test
  void detachedWorkOutlivesTheAgentThatStartedIt() throws Exception {
    DetachedWork work =
        run(region.counted("outlives", "sleep 2; echo done").detached(Token.of("outlives")))
            .value()
            .orElseThrow();
    agent.kill();
    through.close();
    executor.close();
    agent = region.agent();
    through = region.through(agent.connector());
    executor = JournalRegion.executor(through);

    assertThat(run(work.awaitEnd(Duration.ofSeconds(30), JournalRegion.LIMITS)).value())
        .containsInstanceOf(WorkState.Ended.class);
    assertThat(text(run(work.result(JournalRegion.LIMITS)))).isEqualTo("done\n");
    assertThat(region.executions("outlives")).isEqualTo(1);
  }

  @Test
  @Tag("fault-37")
  void aKilledAgentsReplyIsFetchedThroughTheNextOne() throws Exception {
    AtomicReference<Connector> way = new AtomicReference<>(agent.connector());
    AgentTransport moving = region.through(timeout -> way.get().connect(timeout));
    try (CommandExecutor retrying = JournalRegion.executor(moving);
        JournalRegion.Region next = region.agent()) {
      Call<CapturedOutput> call =
          retrying.start(
              region.counted("killed", untilLetGo() + "echo survived").token(Token.of("killed")),
              JournalRegion.far());
      await().until(() -> region.executions("killed") == 1);
      way.set(next.connector());
      agent.kill();
      Files.createFile(folder.resolve("go"));

      Outcome<CapturedOutput> outcome = call.await();
      assertThat(region.executions("killed")).isEqualTo(1);
      assertThat(outcome.delivery()).isIn(Delivery.COMPLETED, Delivery.UNKNOWN, Delivery.STOPPED);
      if (outcome instanceof Success) {
        assertThat(text(outcome)).isEqualTo("survived\n");
        assertThat(outcome.evidence().attempts()).isGreaterThan(1);
      }
    } finally {
      moving.close();
    }
  }

  @Test
  void aKilledCoordinatorsTokenRunsNothingASecondTime() {
    Token token = Token.of("orphan").under(epoch());
    Command<CapturedOutput> command = region.counted("orphan", "sleep 1; echo once").token(token);
    CutOnDemand way = new CutOnDemand(agent.connector());
    AgentTransport dying = region.through(way);
    CommandExecutor dead =
        CommandExecutor.builder().transport(dying).retry(RetryOptions.none()).build();
    try (dead) {
      dead.start(command, JournalRegion.far());
      await().until(() -> region.executions("orphan") == 1);
      way.cutForGood();

      Outcome<CapturedOutput> heir = run(command);

      assertThat(text(heir)).isEqualTo("once\n");
      assertThat(region.executions("orphan")).isEqualTo(1);
    } finally {
      dying.close();
    }
  }

  @Test
  void isRefusedBeforeAnythingRunsByAnAgentThatDoesNotKnowTokens() throws Exception {
    SessionOptions old = OPTIONS.withOffer(Offer.current().without(Feature.TOKEN));
    try (AgentTransport transport =
            AgentTransport.builder().agent("site", agent.connector()).session(old).build();
        CommandExecutor plain =
            CommandExecutor.builder().transport(transport).retry(RetryOptions.none()).build()) {
      Outcome<CapturedOutput> outcome =
          plain
              .start(
                  region.counted("unknown", "true").token(Token.of("unknown").under(epoch())),
                  JournalRegion.far())
              .await();

      assertThat(outcome.failure().map(Failure::kind)).contains(FailureKind.UNSUPPORTED);
      assertThat(outcome.failure().map(Failure::detail).orElse("")).contains("'token'");
      assertThat(outcome.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(region.executions("unknown")).isZero();
    }
  }
}
