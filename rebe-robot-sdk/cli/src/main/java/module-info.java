/** The command line. It offers no Java API. */
module dog.rebe.cli {
  requires static org.jspecify;
  requires dog.rebe.core;
  requires dog.rebe.robot;
  requires dog.rebe.robot.plugins;
  requires dog.rebe.robot.previews;
  requires dog.rebe.robot.runner;
  requires dog.rebe.sandbox;
  requires dog.rebe.ssh;
  requires dog.rebe.ssh.testkit;
  requires dog.rebe.verify;
  requires info.picocli;
  requires java.logging;
  requires reactor.core;
  requires tools.jackson.core;

  opens dog.rebe.cli to
      info.picocli;
  opens dog.rebe.cli.input to
      info.picocli;
  opens dog.rebe.cli.plugin to
      info.picocli;

  uses dog.rebe.robot.Robot;
  uses dog.rebe.ssh.testkit.TrialFleet;
}
