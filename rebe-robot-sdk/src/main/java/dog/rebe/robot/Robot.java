package dog.rebe.robot;

import dog.rebe.change.Plan;
import java.util.Optional;

/**
 * A program that looks after machines: it looks, says what should change, and looks again. Third
 * parties implement it, in plain blocking Java. It never changes anything itself: whatever should
 * change it puts into a plan, and a runner shows the plan, has it approved, carries it out and
 * records it.
 *
 * <p>A robot has no state: everything between {@link #observe} and {@link #plan} is in {@code O}.
 * Implementations are thread-safe. A runner calls the methods one after the other, on one thread;
 * an exception from any of them ends the run before anything is changed.
 *
 * <p>Robots are found by {@link java.util.ServiceLoader} under this interface's name, or are given
 * to {@link Robots#with}.
 *
 * @param <O> what it observes; immutable
 */
public interface Robot<O> {

  /** What it is and what it may do. Always the same. */
  RobotManifest manifest();

  /**
   * Looks at the nodes. May block and be interrupted. A node that does not answer is no exception:
   * its failure stands among the answers, and the robot plans without that node.
   *
   * @param observer runs read-only commands on the nodes of this run, and no others
   */
  O observe(Observer observer, Goal goal);

  /**
   * Says what should change. Pure: the same observations and the same goal give the same plan, byte
   * for byte. It asks no clock, no random generator, no file and no node.
   *
   * @return the plan; empty if everything is as it should be
   */
  Optional<Plan> plan(O observed, Goal goal);

  /**
   * Judges the machines after a change, or after a part of one. Pure, as {@link #plan}. Unless a
   * robot knows better, all is well if it would plan nothing more.
   *
   * @param observed what {@link #observe} saw afterwards, of the nodes that were changed
   */
  default Verification verify(O observed, Goal goal) {
    return plan(observed, goal)
        .map(
            rest ->
                Verification.failed(
                    "There is still something to do: "
                        + rest.purpose()
                        + " ("
                        + rest.nodes().size()
                        + " nodes)"))
        .orElse(Verification.passed());
  }
}
