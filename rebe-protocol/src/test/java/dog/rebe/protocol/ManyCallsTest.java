package dog.rebe.protocol;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.node.Node;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many calls on one session whose caller reads slowly: only what he takes is made and held. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ManyCallsTest {

  /** Set {@code rebe.protocol.calls} to 10000 for the whole. */
  private static final int CALLS = Integer.getInteger("rebe.protocol.calls", 1_000);

  private static final int CHUNK = 32_768;
  private static final int SOME = 20;

  /** Command, request and state of one call on both sides; both are in this process. */
  private static final long BYTES_OF_A_CALL = 16_384;

  /** The first 64 calls of a session may each be eight chunks ahead, later ones one. */
  private static final int FIRST_CALLS = 64 * 7;

  /** What each side may have on its way to the other. */
  private static final long WINDOWS = 2 * 4_194_304L;

  /** Nobody is to be taken for dead who only reads slowly, on a slow machine. */
  private static final SessionOptions OPTIONS =
      SessionOptions.defaults().withMaxCalls(CALLS).withHeartbeat(Duration.ofHours(1));

  @TempDir private Path folder;

  @Test
  void holdsNoMoreThanTheCreditsAllow(TestReporter reporter) throws Exception {
    HeldTransport held = new HeldTransport();
    Path socket = folder.resolve("s");
    try (Agent agent =
            Agent.serving(held)
                .nodes(List.of(Node.local()))
                .session(OPTIONS)
                .maxCalls(CALLS)
                .build();
        AgentTransport through =
            AgentTransport.builder().agent("a", UnixSockets.to(socket)).session(OPTIONS).build()) {
      agent.listen(UnixSockets.listen(socket));
      Node node = Node.of("localhost", AgentTransport.endpoint("a"));
      long before = UsedHeap.bytes();
      List<Calls.Heard> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(Calls.start(through, node, Calls.look("yes"), i < SOME ? 3 : 0));
      }
      await().until(() -> held.attempts().size() == CALLS);
      byte[] chunk = new byte[CHUNK];
      held.attempts().forEach(HeldTransport.Attempt::begin);
      await()
          .until(
              () -> {
                held.attempts().forEach(attempt -> attempt.give(chunk));
                return calls.stream().limit(SOME).allMatch(call -> call.bytes() == 3 * CHUNK);
              });

      held.attempts().forEach(attempt -> assertThat(attempt.give(chunk)).isFalse());
      assertThat(held.attempts().stream().mapToLong(HeldTransport.Attempt::asked).sum())
          .isEqualTo(3L * SOME);
      long grown = UsedHeap.bytes() - before;
      reporter.publishEntry(
          CALLS + " calls in flight", grown / CALLS + " bytes of heap each, on both sides");
      assertThat(grown).isLessThan(CALLS * BYTES_OF_A_CALL + SOME * 3L * CHUNK + WINDOWS);
      held.attempts().forEach(attempt -> attempt.exit(0));
      for (Calls.Heard call : calls) {
        assertThat(call.await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
      }
      await().until(() -> agent.report().calls() == 0);
    }
  }

  /** Everything is demanded, and the one who reads stands still: the window holds up the rest. */
  @Test
  void aReaderWhoStandsStillHoldsUpAllCallsAndFillsNoHeap(TestReporter reporter) throws Exception {
    HeldTransport held = new HeldTransport();
    Path socket = folder.resolve("s");
    CountDownLatch reads = new CountDownLatch(1);
    AtomicLong heard = new AtomicLong();
    CountDownLatch ends = new CountDownLatch(CALLS);
    try (Agent agent =
            Agent.serving(held)
                .nodes(List.of(Node.local()))
                .session(OPTIONS)
                .maxCalls(CALLS)
                .build();
        AgentTransport through =
            AgentTransport.builder().agent("a", UnixSockets.to(socket)).session(OPTIONS).build()) {
      agent.listen(UnixSockets.listen(socket));
      Node node = Node.of("localhost", AgentTransport.endpoint("a"));
      for (int i = 0; i < CALLS; i++) {
        Slow slow = new Slow(reads, heard, ends);
        slow.begin(through.start(Calls.request(node, Calls.look("yes")), slow));
      }
      await().until(() -> held.attempts().size() == CALLS);
      long before = UsedHeap.bytes();
      byte[] chunk = new byte[CHUNK];
      held.attempts().forEach(HeldTransport.Attempt::begin);
      long given = 0;
      for (int round = 0; round < 100; round++) {
        for (HeldTransport.Attempt attempt : held.attempts()) {
          given += attempt.give(chunk) ? 1 : 0;
        }
      }
      long grown = UsedHeap.bytes() - before;
      reporter.publishEntry(
          CALLS + " calls in flight, and nobody reads",
          given + " chunks taken, heap " + grown / 1_048_576 + " MiB more");

      assertThat(given).isLessThanOrEqualTo(CALLS + FIRST_CALLS + WINDOWS / CHUNK);
      assertThat(grown)
          .isLessThan((CALLS + FIRST_CALLS + WINDOWS / CHUNK) * (long) CHUNK + WINDOWS);
      reads.countDown();
      await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () -> {
                held.attempts().forEach(attempt -> attempt.give(chunk));
                return heard.get() > 2L * CALLS * CHUNK;
              });
      held.attempts().forEach(attempt -> attempt.exit(0));
      assertThat(ends.await(90, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Takes whatever comes, once it may. */
  private static final class Slow implements ExchangeListener {
    private final CountDownLatch reads;
    private final AtomicLong heard;
    private final CountDownLatch ends;

    Slow(CountDownLatch reads, AtomicLong heard, CountDownLatch ends) {
      this.reads = reads;
      this.heard = heard;
      this.ends = ends;
    }

    void begin(Exchange exchange) {
      exchange.request(Long.MAX_VALUE);
    }

    @Override
    public void onCommitted() {}

    @Override
    public void onAccepted() {}

    @Override
    public void onOutput(OutputStreamName stream, ByteBuffer chunk) {
      try {
        reads.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      heard.addAndGet(chunk.remaining());
    }

    @Override
    public void onEnd(ExchangeEnd end) {
      ends.countDown();
    }
  }
}
