/**
 * Commands, outcomes, nodes and the corridor that a command travels through.
 *
 * <p>It knows no SSH, no WebAssembly and no wire format: those are modules of their own that stand
 * on this one.
 */
module dog.rebe.core {
  requires static transitive org.jspecify;
  requires transitive java.net.http;
  requires transitive reactor.core;
  requires transitive org.reactivestreams;
  requires dev.failsafe.core;
  requires org.slf4j;
  requires tools.jackson.databind;

  exports dog.rebe.change;
  exports dog.rebe.chronicle;
  exports dog.rebe.chronicle.note;
  exports dog.rebe.chronicle.tree;
  exports dog.rebe.chronicle.witness;
  exports dog.rebe.command;
  exports dog.rebe.dryrun;
  exports dog.rebe.execution;
  exports dog.rebe.execution.local;
  exports dog.rebe.facts;
  exports dog.rebe.files;
  exports dog.rebe.node;
  exports dog.rebe.outcome;
  exports dog.rebe.realm;
}
