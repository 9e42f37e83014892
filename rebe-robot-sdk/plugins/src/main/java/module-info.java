/**
 * Robots that are plugins in WebAssembly: their plans come out of the sandbox, and are held to what
 * every robot's plan is held to.
 */
module dog.rebe.robot.plugins {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.core;
  requires transitive dog.rebe.robot;
  requires transitive dog.rebe.sandbox;
  requires tools.jackson.databind;

  exports dog.rebe.robotplugin;
}
