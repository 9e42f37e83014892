package dog.rebe.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.node.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RobotsTest {

  private record Fixed(String id, SdkRange sdk, List<String> changes) implements Robot<Boolean> {
    @Override
    public RobotManifest manifest() {
      return new RobotManifest(
          id,
          "1.0.0",
          "Does nothing.",
          GoalType.builder().build(),
          List.of("nothing"),
          changes,
          sdk);
    }

    @Override
    public Boolean observe(Observer observer, Goal goal) {
      return true;
    }

    @Override
    public Optional<Plan> plan(Boolean needed, Goal goal) {
      Command<?> look = Command.of("df").readOnly().limits(Limits.of(Duration.ofSeconds(1), 1000));
      return needed
          ? Optional.of(
              new Plan(
                  "Looks.", List.of(Step.of("look", "Looks.", look, List.of(new NodeId("a"))))))
          : Optional.empty();
    }
  }

  private static Robot<Boolean> robot(String id, String... changes) {
    return new Fixed(id, SdkRange.current(), List.of(changes));
  }

  @Test
  void findsARobotByItsId() {
    Robots robots = Robots.none().with(robot("one")).with(robot("two"));
    assertThat(robots.find("two")).isPresent();
    assertThat(robots.find("three")).isEmpty();
    assertThat(robots.all()).hasSize(2);
  }

  @Test
  void refusesTwoOfOneId() {
    Robots robots = Robots.none().with(robot("one"));
    assertThatThrownBy(() -> robots.with(robot("one"))).hasMessageContaining("call themselves one");
  }

  @Test
  void refusesARobotOfAnotherVersionOfTheInterface() {
    Robot<Boolean> later = new Fixed("later", new SdkRange(2, 3), List.of());
    assertThatThrownBy(() -> Robots.none().with(later))
        .hasMessageContaining("written for version 2 to 3");
    assertThat(Robots.none().with(new Fixed("wide", new SdkRange(1, 3), List.of())).all())
        .hasSize(1);
  }

  @Test
  void refusesAManifestThatSaysNothing() {
    assertThatThrownBy(() -> robot("Big Robot").manifest()).hasMessageContaining("no id");
    assertThatThrownBy(() -> robot("one", "everything").manifest())
        .hasMessageContaining("'everything' does not say what may change");
    assertThat(robot("one", "service:nginx", "files:/etc").manifest().services())
        .containsExactly("nginx");
  }

  @Test
  void isContentWhenItWouldPlanNothingMore() {
    Robot<Boolean> robot = robot("one");
    Goal goal = robot.manifest().goalType().standard();
    assertThat(robot.verify(false, goal).isPassed()).isTrue();
    assertThat(robot.verify(true, goal).problems())
        .containsExactly("There is still something to do: Looks. (1 nodes)");
  }
}
