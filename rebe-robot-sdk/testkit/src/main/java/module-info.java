/** The rules that every robot keeps, as tests that its author runs. */
module dog.rebe.robot.testkit {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.robot;
  requires transitive dog.rebe.robot.runner;
  requires transitive dog.rebe.ssh.testkit;
  requires transitive org.junit.jupiter.api;
  requires dog.rebe.ssh;
  requires org.assertj.core;

  exports dog.rebe.robotkit;
}
