package dog.rebe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Node;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many calls on one session whose caller reads slowly: only what he takes is made and held. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ManyCallsTest {

  /** Set {@code rebe.protocol.calls} to 10000 for the whole. */
  private static final int CALLS = Integer.getInteger("rebe.protocol.calls", 1_000);

  private static final int CHUNK = 32_768;
  private static final int SOME = 20;

  @TempDir private Path folder;

  @Test
  void holdsNoMoreThanTheCreditsAllow() throws Exception {
    HeldTransport held = new HeldTransport();
    Path socket = folder.resolve("s");
    SessionOptions options = SessionOptions.defaults().withMaxCalls(CALLS);
    try (Agent agent =
            Agent.serving(held)
                .nodes(List.of(Node.local()))
                .session(options)
                .maxCalls(CALLS)
                .build();
        AgentTransport through =
            AgentTransport.builder().agent("a", UnixSockets.to(socket)).build()) {
      agent.listen(UnixSockets.listen(socket));
      Node node = Node.of("localhost", AgentTransport.endpoint("a"));
      List<Calls.Heard> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(Calls.start(through, node, Calls.look("yes"), i < SOME ? 3 : 0));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> held.attempts().size() == CALLS);
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
      held.attempts().forEach(attempt -> attempt.exit(0));
      for (Calls.Heard call : calls) {
        assertThat(call.await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
      }
      await().until(() -> agent.report().calls() == 0);
    }
  }
}
