/**
 * What an author of a robot implements: a robot observes, plans and verifies in plain blocking
 * Java, and reaches a command that changes anything only by putting it in a plan.
 */
module dog.rebe.robot {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.core;

  exports dog.rebe.robot;

  uses dog.rebe.robot.Robot;
}
