package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Plan;
import dog.rebe.change.Preview;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.command.Command;
import dog.rebe.command.Repetition;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.StepPreviewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Previews of many nodes at the same time. */
class PreviewHoldTest {

  private static final int NODES = 6;
  private static final ApplyOptions PACE = ApplyOptions.defaults().withConcurrency(3, 3);

  private final Map<NodeId, Node> nodes = new HashMap<>();
  private final Plan plan;

  PreviewHoldTest() {
    List<NodeId> ids = new ArrayList<>();
    for (int i = 1; i <= NODES; i++) {
      NodeId id = new NodeId("node-" + i);
      ids.add(id);
      nodes.put(id, Node.of(id.value(), Endpoint.ssh("203.0.113." + i)));
    }
    plan = new Plan("Two things.", List.of(step("one", ids), step("two", ids)));
  }

  private static Step step(String id, List<NodeId> nodes) {
    Command<?> command = Command.of("do", id).changes(Repetition.ONCE).limits(SwitchRobot.LIMITS);
    return Step.of(id, "Does it.", command, nodes);
  }

  private static StepPreview shown(Step step, Node node) {
    return StepPreview.dryRun(
        step.id(), node.id(), List.of(step.id() + " on " + node.id()), List.of());
  }

  @Test
  void previewsAsManyNodesAtOnceAsMayBeAndKeepsTheirOrder() {
    // Passes only threes, so it would wait for ever for previews that come one after another
    CyclicBarrier together = new CyclicBarrier(3);
    Set<NodeId> met = ConcurrentHashMap.newKeySet();
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    StepPreviewer previewer =
        (step, node) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          if (met.add(node.id())) {
            meet(together);
          }
          now.decrementAndGet();
          return shown(step, node);
        };
    Preview preview = new PreviewHold(previewer, PACE).preview(plan, nodes);
    assertThat(preview.steps())
        .extracting(one -> one.step() + " " + one.node())
        .containsExactlyElementsOf(
            plan.steps().stream()
                .flatMap(step -> step.nodes().stream().map(node -> step.id() + " " + node))
                .toList());
    assertThat(most.get()).isEqualTo(3);
  }

  private static void meet(CyclicBarrier together) {
    try {
      together.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatBreaksInAPreviewerComesOutAsItWas() {
    PreviewHold hold =
        new PreviewHold(
            (step, node) -> {
              throw new IllegalStateException("It broke on " + node.id());
            },
            PACE);
    assertThatThrownBy(() -> hold.preview(plan, nodes))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("It broke on node-");
  }

  @Test
  void anInterruptEndsWhatIsUnderWayAndShowsTheRestAsUnseen() throws Exception {
    CountDownLatch begun = new CountDownLatch(3);
    CountDownLatch never = new CountDownLatch(1);
    PreviewHold hold =
        new PreviewHold(
            (step, node) -> {
              begun.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return shown(step, node);
            },
            PACE);
    FutureTask<String> work =
        new FutureTask<>(
            () -> {
              Preview preview = hold.preview(plan, nodes);
              long unseen =
                  preview.steps().stream().filter(one -> !one.blindSpots().isEmpty()).count();
              return unseen + " " + Thread.interrupted();
            });
    Thread caller = new Thread(work);
    caller.start();
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    assertThat(work.get(60, TimeUnit.SECONDS)).isEqualTo(2 * NODES - 3 + " true");
    caller.join();
  }
}
