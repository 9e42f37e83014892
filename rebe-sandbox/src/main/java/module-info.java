/**
 * This module is reserved for the host of WebAssembly plugins: what a plugin is granted, the limits
 * it runs under, how plugins are packaged, and the tree of files in which a change is previewed
 * without touching a machine.
 *
 * <p>It exports nothing yet.
 */
module dog.rebe.sandbox {
  requires static transitive org.jspecify;
  requires transitive dog.rebe.core;
}
