/**
 * What an author of a robot implements: {@link dog.rebe.robot.Robot}, and what it is given.
 *
 * <p>A robot observes, plans and verifies in plain blocking Java. It reaches a command that changes
 * anything only by putting it into a plan.
 */
@NullMarked
package dog.rebe.robot;

import org.jspecify.annotations.NullMarked;
