/** Previews the steps of robots' plans in the sandbox, on the real files of their machines. */
module dog.rebe.robot.previews {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.robot;
  requires transitive dog.rebe.sandbox;

  exports dog.rebe.previews;
}
