/** Carries out what robots plan: policy, preview, approval, waves, verification, undo, resuming. */
module dog.rebe.robot.runner {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.core;
  requires transitive dog.rebe.robot;
  requires reactor.core;
  requires tools.jackson.databind;

  exports dog.rebe.runner;

  uses dog.rebe.runner.RealmPolicies;
}
