package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.testkit.Script;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A run that was stopped owes every node of its fleet an outcome, however slow the reader is. */
final class SlowReaderOfAStoppedRunTest {

  private static final int NODES = 30;

  @Test
  void everyNodeHasAnOutcome() {
    List<Node> fleet =
        IntStream.range(0, NODES)
            .mapToObj(i -> Node.of("n" + i, Endpoint.ssh("n" + i + ".example")))
            .toList();
    FleetOptions options = FleetOptions.builder().concurrency(5).build();
    try (Simulation simulation = Simulation.of(request -> Script.answers("x"))) {
      FleetRun<CapturedOutput> run =
          simulation.executor.start(Simulation.readOnly(), fleet, options);
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes(), 1);
      Await<FleetSummary> summary = Await.of(run.summary());
      simulation.time.runReady();
      run.cancel();

      for (int i = 1; i < NODES; i++) {
        simulation.time.advance(Duration.ofSeconds(1));
        reader.request(1);
      }
      simulation.time.runReady();

      assertThat(reader.values).hasSize(NODES);
      assertThat(reader.isDone()).isFalse();
      reader.request(1);
      simulation.time.runReady();
      assertThat(reader.isDone()).isTrue();
      assertThat(summary.value().nodes()).isEqualTo(NODES);
    }
  }
}
