package dog.rebe.protocol;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.command.DetachedWork;
import dog.rebe.command.Impact;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Token;
import dog.rebe.command.WorkState;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Node;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.Offer;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.ssh.SshTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an agent tells of the work of a token on a real OpenSSH node, to who knows no scripts. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class TokenQueryTest {

  private static final SessionOptions OPTIONS =
      SessionOptions.defaults().withResumeWindow(Duration.ofSeconds(20));
  private static final Duration TIME = Duration.ofSeconds(60);
  private static final Node FAR = JournalRegion.far();

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
    return executor.start(command, FAR).await();
  }

  private Outcome<TokenStanding> ask(Token token) throws Exception {
    return through
        .tokenStatus(FAR, token, Optional.empty(), TIME)
        .toCompletableFuture()
        .get(90, TimeUnit.SECONDS);
  }

  private TokenStanding standing(Token token) throws Exception {
    return ask(token).value().orElseThrow();
  }

  /** Prints a line at once, and the rest when this file is there. */
  private DetachedWork twoLines(String name) {
    String go = folder.resolve(name + ".go").toString();
    return run(region
            .counted(
                name, "echo one; while [ ! -e " + go + " ];do sleep 0.1;done; echo two; exit 3")
            .detached(Token.of(name)))
        .value()
        .orElseThrow();
  }

  private void letGoOn(String name) throws Exception {
    Files.createFile(folder.resolve(name + ".go"));
  }

  private Calls.Heard follow(DetachedWork work, long from, Duration time, long demand) {
    Calls.Heard heard = new Calls.Heard();
    heard.begin(through.follow(FAR, work, from, 0, time, heard));
    if (demand > 0) {
      heard.exchange().request(demand);
    }
    return heard;
  }

  @Test
  void namesTheEpochUnderWhichATokenThatWasNeverClaimedMayBe() throws Exception {
    TokenStanding standing = standing(Token.of("never"));

    assertThat(standing.state()).isEqualTo(new WorkState.NotRecorded());
    Token bound = Token.of("never").under(standing.present());
    assertThat(run(region.counted("never", "echo now").token(bound)).value()).isPresent();
    assertThat(standing(bound).state()).isInstanceOf(WorkState.Ended.class);
    assertThat(region.executions("never")).isEqualTo(1);
  }

  @Test
  void tellsOfARecordedResultWithoutBringingIt() throws Exception {
    run(region.counted("done", "echo result; exit 3").acceptExits(3).token(Token.of("done")));

    assertThat(standing(Token.of("done")).state())
        .isEqualTo(new WorkState.Ended(new ExitStatus(3), 7, 0, false));
  }

  @Test
  void tellsOfWorkThatRunsAndThatItWasEnded() throws Exception {
    DetachedWork work = twoLines("runs");
    await()
        .atMost(TIME)
        .until(() -> standing(work.token()).state().equals(new WorkState.Running(4, 0)));

    run(work.cancel(JournalRegion.LIMITS));

    assertThat(standing(work.token()).state().isTerminal()).isTrue();
    assertThat(standing(work.token()).state()).isNotInstanceOf(WorkState.NotRecorded.class);
  }

  @Test
  void tellsThatTheNodeWasRestartedSinceATokenWasBound() throws Exception {
    JournalEpoch present = standing(Token.of("any")).present();
    JournalEpoch before =
        new JournalEpoch(
            "00000000-0000-4000-8000-000000000000", present.journalId(), present.askedAtSeconds());

    assertThat(standing(Token.of("any").under(before)).state())
        .isEqualTo(new WorkState.NodeRestarted());
  }

  @Test
  void followsWorkFromTheByteWhereItWasLeft() throws Exception {
    DetachedWork work = twoLines("followed");
    Calls.Heard first = follow(work, 0, TIME, Long.MAX_VALUE);
    await().atMost(TIME).until(() -> first.text().equals("one\n"));
    assertThat(first.isAccepted()).isTrue();
    first.exchange().stop();
    assertThat(first.await()).isEqualTo(new ExchangeEnd.StillRunning());

    letGoOn("followed");
    Calls.Heard second = follow(work, first.bytes(), TIME, Long.MAX_VALUE);

    assertThat(second.await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(3)));
    assertThat(second.text()).isEqualTo("two\n");
    assertThat(region.executions("followed")).isEqualTo(1);
  }

  @Test
  void followsWorkThroughAnotherAgentWhenThisOneIsKilled() throws Exception {
    DetachedWork work = twoLines("moved");
    Calls.Heard first = follow(work, 0, TIME, Long.MAX_VALUE);
    await().atMost(TIME).until(() -> first.text().equals("one\n"));
    agent.kill();
    assertThat(first.await())
        .isInstanceOfAny(ExchangeEnd.Lost.class, ExchangeEnd.StillRunning.class);
    executor.close();
    through.close();
    agent = region.agent();
    through = region.through(agent.connector());
    executor = JournalRegion.executor(through);

    letGoOn("moved");
    Calls.Heard second = follow(work, first.bytes(), TIME, Long.MAX_VALUE);

    assertThat(second.await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(3)));
    assertThat(second.text()).isEqualTo("two\n");
    assertThat(region.executions("moved")).isEqualTo(1);
  }

  @Test
  void tellsTheEndOfWorkOnlyAfterWhatItPrintedWasTaken() throws Exception {
    DetachedWork work =
        run(region
                .counted("slow", "head -c 40000 /dev/zero; head -c 30000 /dev/zero >&2; exit 4")
                .detached(Token.of("slow")))
            .value()
            .orElseThrow();
    Calls.Heard heard = follow(work, 0, TIME, 1);
    await().atMost(TIME).until(() -> heard.bytes() > 0);
    await().atMost(TIME).until(() -> standing(work.token()).state() instanceof WorkState.Ended);

    assertThat(heard.isOver()).isFalse();
    assertThat(heard.bytes()).isLessThan(70_000);
    heard.exchange().request(Long.MAX_VALUE);

    assertThat(heard.await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(4)));
    assertThat(heard.bytes()).isEqualTo(70_000);
  }

  @Test
  void saysStillRunningWhenTheTimeToFollowIsOver() throws Exception {
    DetachedWork work = twoLines("long");
    Calls.Heard heard = follow(work, 0, Duration.ofSeconds(1), 0);

    assertThat(heard.await()).isEqualTo(new ExchangeEnd.StillRunning());
    letGoOn("long");
    assertThat(run(work.awaitEnd(Duration.ofSeconds(30), JournalRegion.LIMITS)).value())
        .containsInstanceOf(WorkState.Ended.class);
  }

  @Test
  void saysThatThereIsNothingToFollow() throws Exception {
    Token token = Token.of("nothing").under(standing(Token.of("nothing")).present());
    Calls.Heard heard = follow(new DetachedWork(token, Optional.empty()), 0, TIME, 0);

    assertThat(heard.await())
        .isInstanceOfSatisfying(
            ExchangeEnd.Lost.class,
            lost -> assertThat(lost.kind()).isEqualTo(FailureKind.NOT_RECORDED));
    assertThat(heard.isAccepted()).isFalse();
  }

  @Test
  void refusesWhatThePolicyDoesNotAllow() throws Exception {
    Path socket = folder.resolve("strict");
    try (SshTransport ssh = region.ssh();
        Agent strict =
            Agent.serving(ssh)
                .nodes(List.of(region.near()))
                .policy(AgentRules.readOnly().upTo(Impact.CHANGES).ofCallers("somebody else"))
                .build();
        AgentTransport other =
            AgentTransport.builder().agent("site", UnixSockets.to(socket)).build()) {
      strict.listen(UnixSockets.listen(socket));
      Outcome<TokenStanding> refused =
          other
              .tokenStatus(FAR, Token.of("t"), Optional.empty(), TIME)
              .toCompletableFuture()
              .get(60, TimeUnit.SECONDS);

      assertThat(refused.failure().map(Failure::kind)).contains(FailureKind.EXEC_REFUSED);
    }
  }

  @Test
  void asksNothingOfAnAgentThatDoesNotKnowTheQuestion() throws Exception {
    SessionOptions old = OPTIONS.withOffer(Offer.current().without(Feature.TOKEN_QUERY));
    try (AgentTransport other =
        AgentTransport.builder().agent("site", agent.connector()).session(old).build()) {
      Outcome<TokenStanding> refused =
          other
              .tokenStatus(FAR, Token.of("t"), Optional.empty(), TIME)
              .toCompletableFuture()
              .get(60, TimeUnit.SECONDS);

      assertThat(refused.failure().map(Failure::kind)).contains(FailureKind.UNSUPPORTED);
      assertThat(refused.failure().map(Failure::detail).orElse("")).contains("'token-query'");
    }
  }

  @Test
  void answersWithAFailureWhereNobodyAnswers() throws Exception {
    agent.close();

    assertThat(ask(Token.of("t")).failure()).isPresent();
    assertThatThrownBy(
            () ->
                through.tokenStatus(
                    Node.of("x", AgentTransport.endpoint("nobody")),
                    Token.of("t"),
                    Optional.empty(),
                    TIME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody");
  }
}
