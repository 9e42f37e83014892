/**
 * For authors of robots: {@link dog.rebe.robot.testkit.RobotConformanceKit}, the rules that every
 * robot keeps, on simulated machines.
 */
@NullMarked
package dog.rebe.robot.testkit;

import org.jspecify.annotations.NullMarked;
