package dog.rebe.robotkit;

import dog.rebe.change.Plan;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.Verification;
import java.util.Optional;

/** A robot that plans as another does, and never finds a machine well afterwards. */
final class NeverContent<O> implements Robot<O> {

  private final Robot<O> robot;

  NeverContent(Robot<O> robot) {
    this.robot = robot;
  }

  @Override
  public RobotManifest manifest() {
    return robot.manifest();
  }

  @Override
  public O observe(Observer observer, Goal goal) {
    return robot.observe(observer, goal);
  }

  @Override
  public Optional<Plan> plan(O observed, Goal goal) {
    return robot.plan(observed, goal);
  }

  @Override
  public Verification verify(O observed, Goal goal) {
    return Verification.failed("Nothing is ever well.");
  }
}
