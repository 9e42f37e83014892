package dog.rebe.protocol;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Node;
import dog.rebe.protocol.carrier.UnixSockets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A transport that is closed waits for all its agents at once, on nobody's threads but its own. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class ClosingTest {

  private static final int AGENTS = 4;

  @TempDir private Path folder;

  @Test
  void waitsForAllAgentsAtOnceAndBorrowsNoThread() throws Exception {
    List<Agent> agents = new ArrayList<>();
    List<HeldTransport> nodes = new ArrayList<>();
    AgentTransportBuilder builder = AgentTransport.builder();
    for (int i = 0; i < AGENTS; i++) {
      HeldTransport held = HeldTransport.deafToStops();
      Agent agent = Agent.serving(held).nodes(List.of(Node.local())).build();
      Path socket = folder.resolve("s" + i);
      agent.listen(UnixSockets.listen(socket));
      builder.agent("a" + i, UnixSockets.to(socket));
      agents.add(agent);
      nodes.add(held);
    }
    AgentTransport through = builder.build();
    List<Calls.Heard> calls = new ArrayList<>();
    for (int i = 0; i < AGENTS; i++) {
      Command<?> command =
          Command.of("x")
              .readOnly()
              .limits(Limits.of(Duration.ofMinutes(5), 9).withGrace(Duration.ofMinutes(4)));
      calls.add(
          Calls.start(through, Node.of("localhost", AgentTransport.endpoint("a" + i)), command, 1));
    }
    await().until(() -> nodes.stream().allMatch(held -> held.attempts().size() == 1));
    nodes.forEach(held -> held.attempts().get(0).begin());

    Thread closing = new Thread(through::close);
    closing.start();
    await().until(() -> nodes.stream().allMatch(held -> held.attempts().get(0).isStopped()));

    assertThat(borrowed()).isEmpty();
    nodes.forEach(held -> held.attempts().get(0).confirm());
    for (Calls.Heard call : calls) {
      assertThat(call.await()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
    }
    closing.join();
    agents.forEach(Agent::close);
  }

  /** Threads of the JVM's own pool that wait in our code. */
  private static List<String> borrowed() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith("ForkJoinPool.commonPool"))
        .filter(
            thread ->
                Arrays.stream(thread.getValue())
                    .anyMatch(frame -> frame.getClassName().startsWith("dog.rebe.protocol")))
        .map(thread -> thread.getKey().getName())
        .toList();
  }
}
