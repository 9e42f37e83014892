package dog.rebe.ssh.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoFleetTest {

  @Test
  void hasAllSystemsAndSeveralKindsOfFaults() {
    List<NodeDefinition> nodes = DemoFleet.of(50);
    assertThat(nodes).hasSize(50);
    assertThat(nodes).extracting(NodeDefinition::id).doesNotHaveDuplicates();
    assertThat(nodes).extracting(NodeDefinition::system).containsAll(SimulatedSystem.all());
    assertThat(nodes).filteredOn(node -> !node.faults().isEmpty()).hasSize(5);
    assertThat(nodes.stream().flatMap(node -> node.faults().stream()).distinct()).hasSize(5);
  }

  @Test
  void hasNoFaultsWhenTheyAreNotWanted() {
    assertThat(DemoFleet.healthy(100)).allMatch(node -> node.faults().isEmpty());
  }

  @Test
  void isTheSameEveryTime() {
    assertThat(DemoFleet.of(20))
        .extracting(NodeDefinition::toString)
        .isEqualTo(DemoFleet.of(20).stream().map(NodeDefinition::toString).toList());
  }

  @Test
  void refusesAFleetOfNone() {
    assertThatThrownBy(() -> DemoFleet.of(0)).hasMessageContaining("1 or more");
  }
}
