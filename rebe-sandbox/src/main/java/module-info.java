/**
 * A host for plugins in WebAssembly, written by people whom nobody here knows: what a plugin is
 * granted, the limits it runs under, how plugins are packaged, signed and trusted.
 */
module dog.rebe.sandbox {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.core;
  requires tools.jackson.databind;
  requires run.endive.wasm;
  requires run.endive.runtime;
  requires run.endive.compiler;

  exports dog.rebe.sandbox;
  exports dog.rebe.sandbox.packaging;
  exports dog.rebe.sandbox.preview;
  exports dog.rebe.sandbox.previewer;
}
