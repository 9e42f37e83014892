package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.DetachedWork;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.RunAs;
import dog.rebe.command.Token;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Node;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.testkit.Answer;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.EmbeddedNode;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens on simulated nodes are what they are on real ones. */
class EmbeddedTokenTest {

  private static final Limits LIMITS = Awaiting.unhurried(4096);

  private final AtomicInteger count = new AtomicInteger();
  private final EmbeddedFleet fleet =
      EmbeddedFleet.start(
          List.of(
              NodeDefinition.of("node", SimulatedSystem.debian())
                  .program(
                      "count",
                      (words, input) ->
                          Answer.printing(String.valueOf(count.incrementAndGet()))
                              .printingError(String.join(" ", words))
                              .exiting(words.size() > 1 ? 3 : 0))));
  private final EmbeddedNode embedded = fleet.node("node");
  private final Node node = embedded.node();
  private SshTransport transport;
  private CommandExecutor executor;
  @TempDir Path folder;

  @BeforeEach
  void open() throws IOException {
    transport =
        SshTransport.builder()
            .hostTrust(HostTrust.pinned(Pins.of(fleet)))
            .credentials(Credential.keyFile(fleet.writeTo(folder).clientKey()))
            .build();
    executor = CommandExecutor.builder().transport(transport).build();
  }

  @AfterEach
  void close() {
    executor.close();
    transport.close();
    fleet.close();
  }

  private static Command<String> counting(String... words) {
    return Command.of("count", words)
        .changes(Repetition.ONCE)
        .limits(LIMITS)
        .decode(Decoder.text());
  }

  private JournalEpoch epoch() {
    return executor.start(JournalEpoch.ask(LIMITS), node).await().value().orElseThrow();
  }

  @Test
  void runsOnceByATokenAndAnswersFromTheRecord() {
    Command<String> command = counting().token(Token.of("one"));
    assertThat(executor.start(command, node).await().value()).contains("1");
    assertThat(executor.start(command, node).await().value()).contains("1");
    assertThat(executor.start(counting().token(Token.of("two")), node).await().value())
        .contains("2");
    assertThat(embedded.executions()).hasSize(2);
  }

  @Test
  void anotherUserHasAnotherJournal() {
    Command<String> command = counting().token(Token.of("one"));
    assertThat(executor.start(command, node).await().value()).contains("1");
    assertThat(executor.start(command.asUser(RunAs.sudo("www")), node).await().value())
        .contains("2");
  }

  @Test
  void anExitIsRecordedLikeAResult() {
    Command<String> command = counting("and", "fail").token(Token.of("one"));
    for (int i = 0; i < 2; i++) {
      Failure<String> failure = executor.start(command, node).await().failure().orElseThrow();
      assertThat(failure.kind()).isEqualTo(FailureKind.NONZERO_EXIT);
      assertThat(failure.delivery()).isEqualTo(Delivery.COMPLETED);
      assertThat(failure.evidence().output().stderr().utf8()).isEqualTo("count and fail");
    }
    assertThat(count).hasValue(1);
  }

  @Test
  void aScriptRunsByATokenToo() {
    Command<String> script =
        Command.script("count")
            .changes(Repetition.ONCE)
            .limits(LIMITS)
            .decode(Decoder.text())
            .environment("A", "b c")
            .token(Token.of("one"));
    assertThat(executor.start(script, node).await().value()).contains("1");
    assertThat(executor.start(script, node).await().value()).contains("1");
  }

  @Test
  void theResultCanBeCollectedAndIsNeverMadeUp() {
    Token token = Token.of("one").under(epoch());
    DetachedWork work = new DetachedWork(token, java.util.Optional.empty());
    assertThat(kindOf(work)).isEqualTo(FailureKind.NOT_RECORDED);
    executor.start(counting().token(token), node).await();
    assertThat(executor.start(work.result(LIMITS).decode(Decoder.text()), node).await().value())
        .contains("1");
    embedded.restart();
    assertThat(kindOf(work)).isEqualTo(FailureKind.NODE_RESTARTED);
    Outcome<String> again = executor.start(counting().token(token), node).await();
    assertThat(again.failure().orElseThrow().kind()).isEqualTo(FailureKind.NODE_RESTARTED);
    assertThat(count).hasValue(1);
  }

  private FailureKind kindOf(DetachedWork work) {
    return executor.start(work.result(LIMITS), node).await().failure().orElseThrow().kind();
  }
}
