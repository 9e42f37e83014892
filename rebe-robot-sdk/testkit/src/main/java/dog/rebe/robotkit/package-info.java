/**
 * For authors of robots: {@link dog.rebe.robotkit.RobotConformanceKit}, the rules that every robot
 * keeps, on simulated machines.
 */
@NullMarked
package dog.rebe.robotkit;

import org.jspecify.annotations.NullMarked;
