/** What tests of programs built on rebe stand on: a virtual clock and scripted transports. */
module dog.rebe.core.testkit {
  requires static transitive org.jspecify;
  requires java.logging;
  requires transitive dog.rebe.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.assertj.core;

  exports dog.rebe.testkit;
}
