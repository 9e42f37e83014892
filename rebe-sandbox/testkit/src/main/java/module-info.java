/** What authors of plugins test them with: a harness, and the conformance kit for guests. */
module dog.rebe.sandbox.testkit {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.sandbox;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;

  exports dog.rebe.sandbox.testkit;
}
