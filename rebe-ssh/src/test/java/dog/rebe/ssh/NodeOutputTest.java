package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.StreamingCall;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.testkit.Answer;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.EmbeddedNode;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.BaseSubscriber;

/** Output of every kind from a simulated node over real SSH, through a whole executor. */
class NodeOutputTest {

  private static final Duration DEADLINE = Awaiting.LONG;
  private static final String ACCENTS = "é".repeat(100);
  private static final byte[] LATIN1 =
      "caf\u00e9 \u00ff\u00fe".getBytes(StandardCharsets.ISO_8859_1);

  @RegisterExtension
  final LeakCheck leaks = LeakCheck.strict().ignoringThreads("(boundedElastic|parallel|single).*");

  @TempDir Path folder;
  private EmbeddedNode embedded;
  private CommandExecutor executor;
  private SshTransport transport;

  @BeforeEach
  void connect() throws Exception {
    EmbeddedFleet fleet =
        leaks.fleet(
            NodeDefinition.of("talker", SimulatedSystem.debian())
                .answer("accents", Answer.printing(ACCENTS))
                .answer("latin1", Answer.printing(LATIN1))
                .answer("line", Answer.printing("x".repeat(3_000_000))));
    embedded = fleet.node("talker");
    transport =
        leaks.closing(
            SshTransport.builder()
                .hostTrust(HostTrust.pinned(fleet.fingerprints()))
                .credentials(Credential.keyFile(fleet.writeTo(folder).clientKey()))
                // So long a channel may take to close behind a flood that nobody reads
                .connection(ConnectionOptions.defaults().withLoginTimeout(Duration.ofSeconds(5)))
                .build());
    executor = leaks.closing(Calls.executor(transport));
  }

  private Node node() {
    return embedded.node();
  }

  private static Command<CapturedOutput> command(String program, long bytes) {
    return Command.of(program).readOnly().limits(Awaiting.unhurried(bytes));
  }

  @Test
  @Tag("fault-3")
  void aLimitInTheMiddleOfACharacterInventsNothing() {
    Outcome<CapturedOutput> outcome = executor.start(command("accents", 101), node()).await();

    CapturedStream kept = Calls.assertSuccess(outcome).stdout();
    byte[] all = ACCENTS.getBytes(StandardCharsets.UTF_8);
    assertThat(kept.isCut()).isTrue();
    assertThat(kept.bytes()).isEqualTo(Arrays.copyOf(all, 101));
    assertThat(kept.isUtf8()).isFalse();
  }

  @Test
  @Tag("fault-4")
  void bytesThatAreNoTextAreKeptAndSaidToBeNone() {
    CapturedOutput output =
        Calls.assertSuccess(executor.start(command("latin1", 1000), node()).await());

    assertThat(output.stdout().bytes()).isEqualTo(LATIN1);
    assertThat(output.stdout().isUtf8()).isFalse();
  }

  @Test
  @Tag("fault-8")
  void oneHugeLineIsBounded() {
    Outcome<CapturedOutput> outcome = executor.start(command("line", 10_000), node()).await();

    assertThat(outcome.failure().orElseThrow().kind()).isEqualTo(FailureKind.OUTPUT_LIMIT);
    assertThat(outcome.evidence().output().stdout().bytes()).hasSize(10_000);
  }

  @Test
  @Tag("fault-23")
  void aReaderWhoStallsIsWaitedForNoLongerThanTheDeadline() {
    Calls.assertSuccess(executor.start(command("accents", 1000), node()).await());
    embedded.become(Fault.flood());
    Outcome<CapturedOutput> outcome = stall(Duration.ofSeconds(2));
    if (outcome.delivery() == Delivery.NOT_STARTED) {
      // On a busy machine
      outcome = stall(Duration.ofSeconds(30));
    }

    Failure<CapturedOutput> failure =
        Calls.assertFailure(outcome, FailureKind.TIMED_OUT, Delivery.STOPPED);

    assertThat(failure.evidence().output().stdout().receivedBytes()).isLessThan(4 << 20);
    await().until(() -> embedded.running().isEmpty());
  }

  /** Takes three pieces of a command's output and no more, until its time is up. */
  private Outcome<CapturedOutput> stall(Duration deadline) {
    Command<CapturedOutput> flood =
        Command.of("uname").readOnly().limits(Limits.of(deadline, 1000).withGrace(Awaiting.GRACE));
    StreamingCall<CapturedOutput> call = executor.stream(flood, node());
    AtomicInteger chunks = new AtomicInteger();
    BaseSubscriber<Object> reader =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
            subscription.request(3);
          }

          @Override
          protected void hookOnNext(Object chunk) {
            chunks.incrementAndGet();
          }
        };
    call.output().subscribe(reader);

    Outcome<CapturedOutput> outcome = call.await();
    assertThat(chunks).hasValueLessThanOrEqualTo(3);
    return outcome;
  }

  @Test
  @Tag("fault-35")
  void cancellingASubscriptionToTheOutputEndsTheCommand() {
    embedded.become(Fault.flood());
    StreamingCall<CapturedOutput> call = executor.stream(command("uname", 1000), node());

    call.output().take(2).blockLast(DEADLINE);

    Calls.assertFailure(call.await(), FailureKind.CANCELLED, Delivery.STOPPED);
    await().until(() -> embedded.running().isEmpty());
    await().until(() -> transport.poolStatistics().inUse() == 0);
  }

  @Test
  @Tag("fault-77")
  void subscribersAndRetriesOfTheOutcomeStartNothing() {
    Call<CapturedOutput> call = executor.start(command("accents", 1000), node());

    assertThat(call.outcome().block(DEADLINE)).isSameAs(call.outcome().block(DEADLINE));
    call.outcome().retry(3).repeat(3).blockLast(DEADLINE);
    Calls.assertSuccess(call.await());

    assertThat(embedded.executions()).hasSize(1);
  }

  @Test
  @Tag("fault-27")
  void weakAlgorithmsAreRefusedAndTheOwnerIsToldWhy() {
    embedded.become(Fault.oldAlgorithms());

    Failure<CapturedOutput> failure =
        Calls.assertFailure(
            executor.start(command("accents", 1000), node()).await(),
            FailureKind.NO_COMMON_ALGORITHM,
            Delivery.NOT_STARTED);

    assertThat(failure.evidence().attempts()).isEqualTo(1);
    assertThat(failure.detail()).contains("offers only what we refuse").contains("sha1");
    assertThat(failure.explanation().headline()).isNotBlank();
    assertThat(failure.explanation().nextStep()).isNotBlank();
    assertThat(embedded.executions()).isEmpty();
  }
}
