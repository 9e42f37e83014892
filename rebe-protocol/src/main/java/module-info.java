/**
 * Talking to another process over any stream of bytes: how two sides agree on a version and on
 * abilities, the frames and sessions between them, the agent on the far side, and the transport
 * that reaches nodes through it.
 */
module dog.rebe.protocol {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.core;
  requires com.google.protobuf;
  requires jdk.net;

  exports dog.rebe.protocol;
  exports dog.rebe.protocol.carrier;
  exports dog.rebe.protocol.fleet;
  exports dog.rebe.protocol.identity;
  exports dog.rebe.protocol.negotiation;
}
