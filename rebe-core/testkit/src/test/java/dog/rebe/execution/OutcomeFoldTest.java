package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.Success;
import org.junit.jupiter.api.Test;

final class OutcomeFoldTest {

  private static NodeOutcome<String> outcome(int node, String value) {
    return new NodeOutcome<>(
        Node.of("n" + node, Endpoint.ssh("n" + node)), new Success<>(value, Evidence.none()));
  }

  private static OutcomeFold<String, String> fold(int groups, int samples) {
    return OutcomeFold.by(outcome -> outcome.outcome().value().orElse(""), groups, samples);
  }

  @Test
  void putsTheLargestGroupFirstAndKeepsItsFirstNodesAsSamples() {
    OutcomeFold<String, String> fold = fold(10, 2);
    fold.add(outcome(0, "rare"));
    for (int i = 1; i <= 5; i++) {
      fold.add(outcome(i, "common"));
    }

    assertThat(fold.groups()).extracting(OutcomeFold.Group::key).containsExactly("common", "rare");
    assertThat(fold.groups().get(0).count()).isEqualTo(5);
    assertThat(fold.groups().get(0).samples())
        .extracting(NodeId::value)
        .containsExactly("n1", "n2");
    assertThat(fold.rest()).isZero();
  }

  @Test
  void countsWhatHasNoRoomForAGroupOfItsOwn() {
    OutcomeFold<String, String> fold = fold(3, 1);
    for (int i = 0; i < 100; i++) {
      fold.add(outcome(i, "v" + i % 10));
    }

    assertThat(fold.groups()).hasSize(3).allSatisfy(g -> assertThat(g.count()).isEqualTo(10));
    assertThat(fold.rest()).isEqualTo(70);
  }

  @Test
  void refusesRoomForNoGroup() {
    assertThatThrownBy(() -> fold(0, 1)).hasMessageContaining("use 1 or more");
    assertThatThrownBy(() -> fold(1, -1)).hasMessageContaining("use 0 or more");
  }
}
