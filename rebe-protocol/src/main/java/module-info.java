/**
 * This module is reserved for talking to another process over any stream of bytes: how two sides
 * agree on a version and on abilities, the frames and sessions between them, the agent on the far
 * side, and the transport that reaches nodes through it.
 *
 * <p>It exports nothing yet.
 */
module dog.rebe.protocol {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.core;
}
